; The installer of one person's own planeditor: no administrator, no network. Run by make_installer.py, which defines
; VERSION, NUMBERS (1.2.3.0), SOURCE (the bundle), OUTPUT, KILOBYTES, ICON, SIDE_PICTURE, perhaps SIGN.
;
; Silent: setup.exe /S [/D=C:\folder]. Exit codes: 0 done, 2 cancelled or failed, 3 Windows is too old, 4 it is running.
; One rule: it removes what it installed and nothing else, neither documents nor working copies nor strangers' files.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
SetCompressorDictSize 32
RequestExecutionLevel user
CRCCheck force
AllowSkipFiles off

!include MUI2.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Integration.nsh

!define ID "planeditor"
!define PROGID "planeditor.plan"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CLASSES "Software\Classes"
!define MINIMUM_BUILD 17763 ; Windows 10 1809

Name "$(ProgramName)"
OutFile "${OUTPUT}"
BrandingText "$(ProgramName) ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\planeditor"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!ifdef SIGN
!uninstfinalize '${SIGN} "%1"'
!finalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE_PICTURE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\planeditor.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(RunNow)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString ProgramName ${LANG_SIMPCHINESE} "计划编辑器"
LangString ProgramName ${LANG_ENGLISH} "Plan Editor"
LangString FileKind ${LANG_SIMPCHINESE} "工作计划"
LangString FileKind ${LANG_ENGLISH} "Work plan"
LangString RunNow ${LANG_SIMPCHINESE} "立即打开计划编辑器"
LangString RunNow ${LANG_ENGLISH} "Open Plan Editor now"
LangString TooOld ${LANG_SIMPCHINESE} "计划编辑器需要 64 位的 Windows 10 1809 或更高版本，这台电脑的系统较旧，未作任何改动。"
LangString TooOld ${LANG_ENGLISH} "Plan Editor needs 64-bit Windows 10 1809 or later; this system is older. Nothing was changed."
LangString Running ${LANG_SIMPCHINESE} "计划编辑器正在运行。请保存并关闭所有计划窗口，然后重试。"
LangString Running ${LANG_ENGLISH} "Plan Editor is running. Save and close all its windows, then try again."
LangString OtherProgram ${LANG_SIMPCHINESE} "这个文件夹里有别的程序，请另选一个文件夹。"
LangString OtherProgram ${LANG_ENGLISH} "Another program lies in this folder; choose another folder."
LangString Kept ${LANG_SIMPCHINESE} "已卸载。您的计划文件、备份和未保存的修改都还在，没有删除。"
LangString Kept ${LANG_ENGLISH} "Uninstalled. Your plans, backups and unsaved changes are still there; none was removed."

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "计划编辑器"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "计划编辑器 安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "MIT"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "CompanyName" "planeditor"

; Windows lets nobody write into a program that runs.
!macro RefuseWhileRunning
  ${Do}
    StrCpy $R9 0
    !insertmacro IsInUse "planeditor.exe"
    !insertmacro IsInUse "planeditor-cli.exe"
    ${If} $R9 = 0
      ${ExitDo}
    ${EndIf}
    ${If} ${Silent}
    ${OrIf} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" IDCANCEL`
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${Loop}
!macroend

!macro IsInUse NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    ClearErrors
    FileOpen $R8 "$INSTDIR\${NAME}" a
    ${If} ${Errors}
      StrCpy $R9 1
    ${Else}
      FileClose $R8
    ${EndIf}
  ${EndIf}
!macroend

!macro StepAside NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    Delete "$INSTDIR\${NAME}.old"
    RMDir /r "$INSTDIR\${NAME}.old"
    ClearErrors
    Rename "$INSTDIR\${NAME}" "$INSTDIR\${NAME}.old"
    ${If} ${Errors}
      Call ComeBack
      ${IfNot} ${Silent}
        MessageBox MB_OK|MB_ICONEXCLAMATION "$(Running)"
      ${EndIf}
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
!macroend

!macro RemoveOld
  Delete "$INSTDIR\planeditor.exe.old"
  Delete "$INSTDIR\planeditor-cli.exe.old"
  RMDir /r "$INSTDIR\_internal.old"
!macroend

!macro ComeBack NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}.old"
    Delete "$INSTDIR\${NAME}"
    RMDir /r "$INSTDIR\${NAME}"
    Rename "$INSTDIR\${NAME}.old" "$INSTDIR\${NAME}"
  ${EndIf}
!macroend

Function ComeBack
  !insertmacro ComeBack "planeditor.exe"
  !insertmacro ComeBack "planeditor-cli.exe"
  !insertmacro ComeBack "_internal"
FunctionEnd

Function .onInstFailed
  Call ComeBack
FunctionEnd

Function .onInit
  SetShellVarContext current
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${MINIMUM_BUILD}
    ${IfNot} ${Silent}
      MessageBox MB_OK|MB_ICONSTOP "$(TooOld)"
    ${EndIf}
    SetErrorLevel 3
    Quit
  ${EndIf}
  !insertmacro RefuseWhileRunning
FunctionEnd

Section "-program"
  ; Again, since another folder may have been chosen and time has passed.
  !insertmacro RefuseWhileRunning
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\planeditor.exe"
  ${AndIfNot} ${FileExists} "$INSTDIR\planeditor.exe.old"
    ${IfNot} ${Silent}
      MessageBox MB_OK|MB_ICONSTOP "$(OtherProgram)"
    ${EndIf}
    SetErrorLevel 2
    Quit
  ${EndIf}
  ; An upgrade: the former version steps aside whole, and comes back should the new one not arrive whole.
  !insertmacro StepAside "planeditor.exe"
  !insertmacro StepAside "planeditor-cli.exe"
  !insertmacro StepAside "_internal"
  SetOutPath "$INSTDIR"
  SetOverwrite on
  File /r "${SOURCE}\*.*"
  !insertmacro RemoveOld
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\计划编辑器.lnk" "$INSTDIR\planeditor.exe" "" "$INSTDIR\planeditor.exe" 0

  WriteRegStr HKCU "${CLASSES}\${PROGID}" "" "$(FileKind)"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\DefaultIcon" "" '"$INSTDIR\planeditor.exe",0'
  WriteRegStr HKCU "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\planeditor.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.plan\OpenWithProgids" "${PROGID}" ""
  ; Another program that the user gave these files to keeps them.
  ReadRegStr $0 HKCU "${CLASSES}\.plan" ""
  ${If} $0 == ""
    WriteRegStr HKCU "${CLASSES}\.plan" "" "${PROGID}"
  ${EndIf}

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "$(ProgramName)"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\planeditor.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "planeditor"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${NotifyShell_AssocChanged}
SectionEnd

Function un.onInit
  SetShellVarContext current
  !insertmacro RefuseWhileRunning
FunctionEnd

Function un.onUninstSuccess
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "$(Kept)"
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro RemoveOld
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\planeditor.exe"
  Delete "$INSTDIR\planeditor-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; stays where anything of somebody else's lies in it
  Delete "$SMPROGRAMS\计划编辑器.lnk"

  ReadRegStr $0 HKCU "${CLASSES}\.plan" ""
  ${If} $0 == "${PROGID}"
    DeleteRegValue HKCU "${CLASSES}\.plan" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.plan\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.plan\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.plan"
  DeleteRegKey HKCU "${CLASSES}\${PROGID}"
  DeleteRegKey HKCU "${UNINSTALL}"
  ${NotifyShell_AssocChanged}
SectionEnd
