/* A test double of Windows' own icuuc.dll, only so that Qt6Core.dll loads under wine 8, which has no ICU.
   It never ships; Qt's own text codecs do not work with it. */
#define STUB(name) __declspec(dllexport) void *name(void) { return 0; }
__declspec(dllexport) void *ucnv_open(const char *name, int *error) { if (error) *error = 4; return 0; }
__declspec(dllexport) signed char ucnv_getMaxCharSize(void) { return 4; }
__declspec(dllexport) int ucnv_toUCountPending(void) { return 0; }
__declspec(dllexport) int ucnv_fromUCountPending(void) { return 0; }
__declspec(dllexport) int ucnv_countAvailable(void) { return 0; }
STUB(ucnv_close)
STUB(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
STUB(UCNV_TO_U_CALLBACK_SUBSTITUTE)
STUB(ucnv_reset)
STUB(ucnv_getName)
STUB(ucnv_getToUCallBack)
STUB(ucnv_getFromUCallBack)
STUB(ucnv_setToUCallBack)
STUB(ucnv_setFromUCallBack)
STUB(ucnv_cbToUWriteUChars)
STUB(ucnv_toUnicode)
STUB(ucnv_getStandardName)
STUB(ucnv_getAvailableName)
STUB(ucnv_fromUnicode)
