/* A double click, as Explorer makes it: ShellExecuteExW on the file named by the first argument.
   Wine's own `start` fails on a path with a blank. Prints whether Windows found a program for it. */
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>

int wmain(int count, wchar_t **arguments)
{
    SHELLEXECUTEINFOW run = {sizeof run};
    if (count != 2) return 2;
    run.fMask = SEE_MASK_FLAG_NO_UI;
    run.lpFile = arguments[1];
    run.nShow = SW_SHOWNORMAL;
    BOOL ok = ShellExecuteExW(&run);
    printf("ok=%d error=%lu\n", ok, ok ? 0 : GetLastError());
    return !ok;
}
