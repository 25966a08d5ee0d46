; The installer: for one person, without an administrator, in Hindi and English.
;
; Unattended:  PRStudio-Setup.exe /S [/DESKTOP] [/NOFILETYPES] [/WAIT=seconds] [/D=C:\folder]      (/D= last and without quotes)
;              Uninstall.exe /S [/DELETEDATA]
; Exit codes:  0 done, 1 cancelled, 3 this Windows is too old, 4 PR Studio is open, 5 too little space, 6 folder's path too long
;
; Defined by installer.py: STAGE, OUT, VERSION, ICON, SIZE_KB, PACK (lzma or zlib).

Unicode True
Target amd64-unicode
ManifestLongPathAware true
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID /FINAL ${PACK}
!if ${PACK} == lzma
  SetCompressorDictSize 64
!endif

!include MUI2.nsh
!include nsDialogs.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include Sections.nsh

!define PRODUCT "PR Studio"
!define SETTINGS_KEY "Software\PR Studio"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\PRStudio"
!define CLASSES "Software\Classes"
!define BUILD_MIN 17763       ; Windows 10 1809: the oldest that Qt runs on
!define PATH_MAX 110          ; with the longest path of ours behind it, it stays below Windows' 260
!define WAIT_S 60             ; how long an unattended upgrade waits for the program to be closed, if /WAIT doesn't say

Name "${PRODUCT}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${PRODUCT}"
InstallDirRegKey HKCU "${SETTINGS_KEY}" "InstallDir"
BrandingText "${PRODUCT} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${PRODUCT}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${PRODUCT} Setup"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${SETTINGS_KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"
!define MUI_LANGDLL_ALLLANGUAGES

!define MUI_WELCOMEPAGE_TEXT "$(Welcome)"
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "$(RunNow)"
!define MUI_FINISHPAGE_RUN_FUNCTION StartProgram
!define MUI_FINISHPAGE_SHOWREADME
!define MUI_FINISHPAGE_SHOWREADME_TEXT "$(TestNow)"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION TestProgram
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.AskForData un.HearAnswer
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Hindi"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL
!include "strings.nsh"

Var WaitSeconds
Var DataBox
Var DeleteData

; ---- installing

Section "$(ProgramPart)" ProgramPart
  SectionIn RO
  Call RequireShortPath
  Call RequireSpace
  Push "$INSTDIR"
  Call WaitUntilClosed
  Call RemoveFormer
  SetOutPath "$INSTDIR"
  File /r "${STAGE}/*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  File "/oname=prstudio.ico" "${ICON}"
  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\python\pythonw.exe" "-m prstudio" "$INSTDIR\prstudio.ico"
  WriteRegStr HKCU "${SETTINGS_KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\prstudio.ico"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PRODUCT}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Section /o "$(DesktopPart)" DesktopPart
  CreateShortcut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\python\pythonw.exe" "-m prstudio" "$INSTDIR\prstudio.ico"
SectionEnd

; Windows knows files by their last ending alone: so .toml gets an entry under “Open with”, and is ours by default only
; where no program has it; files called post.toml get a command of their own.
Section "$(PostPart)" PostPart
  WriteRegStr HKCU "${CLASSES}\PRStudio.Post" "" "$(PostType)"
  WriteRegStr HKCU "${CLASSES}\PRStudio.Post\DefaultIcon" "" "$INSTDIR\prstudio.ico"
  WriteRegStr HKCU "${CLASSES}\PRStudio.Post\shell\open\command" "" '"$INSTDIR\python\pythonw.exe" -m prstudio "%1"'
  WriteRegStr HKCU "${CLASSES}\.toml\OpenWithProgids" "PRStudio.Post" ""
  ReadRegStr $0 HKCR ".toml" ""
  ${If} $0 == ""
    WriteRegStr HKCU "${CLASSES}\.toml" "" "PRStudio.Post"
  ${EndIf}
  !define POST_VERB "${CLASSES}\SystemFileAssociations\.toml\shell\PRStudio"
  WriteRegStr HKCU "${POST_VERB}" "" "$(OpenPost)"
  WriteRegStr HKCU "${POST_VERB}" "Icon" "$INSTDIR\prstudio.ico"
  WriteRegStr HKCU "${POST_VERB}" "AppliesTo" 'System.FileName:"post.toml"'
  WriteRegStr HKCU "${POST_VERB}\command" "" '"$INSTDIR\python\pythonw.exe" -m prstudio "%1"'
SectionEnd

Section "$(BundlePart)" BundlePart
  !define BUNDLE_VERB "${CLASSES}\SystemFileAssociations\.zip\shell\PRStudio"
  WriteRegStr HKCU "${BUNDLE_VERB}" "" "$(OpenBundle)"
  WriteRegStr HKCU "${BUNDLE_VERB}" "Icon" "$INSTDIR\prstudio.ico"
  WriteRegStr HKCU "${BUNDLE_VERB}" "AppliesTo" 'System.FileName:~"*.prbundle.zip"'
  WriteRegStr HKCU "${BUNDLE_VERB}\command" "" '"$INSTDIR\python\pythonw.exe" -m prstudio "%1"'
SectionEnd

Section
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'   ; the file types have changed
SectionEnd

; ---- before anything is touched (behind the sections, whose numbers it names)

Function .onInit
  ${IfNot} ${AtLeastWin10}
    Call RefuseWindows
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${BUILD_MIN}
    Call RefuseWindows
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/DESKTOP" $R1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${DesktopPart}
  ${EndIf}
  StrCpy $WaitSeconds ${WAIT_S}
  ClearErrors
  ${GetOptions} $R0 "/WAIT=" $R1
  ${IfNot} ${Errors}
    StrCpy $WaitSeconds $R1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/NOFILETYPES" $R1
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${PostPart}
    !insertmacro UnselectSection ${BundlePart}
  ${EndIf}
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

; The language is not chosen yet: both are said.
Function RefuseWindows
  MessageBox MB_OK|MB_ICONSTOP "${TOO_OLD_HI}$\r$\n$\r$\n${TOO_OLD_EN}" /SD IDOK
  SetErrorLevel 3
  Quit
FunctionEnd

Function RequireShortPath
  StrLen $0 "$INSTDIR"
  ${If} $0 > ${PATH_MAX}
    MessageBox MB_OK|MB_ICONSTOP "$(PathTooLong)" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
FunctionEnd

Function RequireSpace
  ${GetRoot} "$INSTDIR" $0
  ${DriveSpace} "$0\" "/D=F /S=K" $1
  ${If} $1 < ${SIZE_KB}
    MessageBox MB_OK|MB_ICONSTOP "$(NoSpace)" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
FunctionEnd

; Only what we put there: the officer may have chosen a folder in which other things lie.
Function RemoveFormer
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
FunctionEnd

; A library that is in use can't be opened for writing: this tells, in any language, whether the program runs from there.
!macro WaitUntilClosed un
  Function ${un}WaitUntilClosed
    Exch $0
    StrCpy $2 0
    ${DoWhile} ${FileExists} "$0\python\python312.dll"
      ClearErrors
      FileOpen $1 "$0\python\python312.dll" a
      ${IfNot} ${Errors}
        FileClose $1
        ${ExitDo}
      ${EndIf}
      ${If} ${Silent}
        ${If} $2 >= $WaitSeconds
          SetErrorLevel 4
          Quit
        ${EndIf}
        Sleep 1000
        IntOp $2 $2 + 1
      ${Else}
        MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "$(StillOpen)" IDRETRY +3
        SetErrorLevel 4
        Quit
      ${EndIf}
    ${Loop}
    Pop $0
  FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

; ---- the last page

Function StartProgram
  Exec '"$INSTDIR\python\pythonw.exe" -m prstudio'
FunctionEnd

Function TestProgram
  StrCpy $1 "en"
  ${If} $LANGUAGE == ${LANG_HINDI}
    StrCpy $1 "hi"
  ${EndIf}
  StrCpy $2 "$LOCALAPPDATA\PRStudio\selftest.json"
  Banner::show /NOUNLOAD "$(Testing)"
  nsExec::Exec '"$INSTDIR\python\python.exe" -m prstudio --lang $1 --selftest "$2"'
  Pop $0
  Banner::destroy
  ${If} $0 == 0
    MessageBox MB_OK|MB_ICONINFORMATION "$(TestWell)"
  ${Else}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(TestBad)"
  ${EndIf}
FunctionEnd

; ---- taking it away again

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
  StrCpy $WaitSeconds ${WAIT_S}
  StrCpy $DeleteData 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/DELETEDATA" $R1
  ${IfNot} ${Errors}
    StrCpy $DeleteData 1
  ${EndIf}
FunctionEnd

Function un.AskForData
  !insertmacro MUI_HEADER_TEXT "$(RemoveHead)" "$(RemoveSub)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 40u "$(RemoveText)"
  Pop $0
  ${NSD_CreateCheckbox} 0 48u 100% 24u "$(RemoveData)"
  Pop $DataBox
  nsDialogs::Show
FunctionEnd

Function un.HearAnswer
  ${NSD_GetState} $DataBox $0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $DeleteData 1
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(RemoveSure)" IDYES +2
    Abort
  ${EndIf}
FunctionEnd

; Others may have put something into a key that we made.
!macro DeleteIfEmpty key
  DeleteRegKey /ifempty HKCU "${key}"
!macroend

Section Uninstall
  Push "$INSTDIR"
  Call un.WaitUntilClosed
  ${If} $DeleteData == 1
    ; The account book says what the Credential Manager holds of ours: so before the data go, and Python with them.
    nsExec::Exec '"$INSTDIR\python\python.exe" -m prstudio --forget-secrets'
    Pop $0
  ${EndIf}
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  Delete "$INSTDIR\contents.sha256"
  Delete "$INSTDIR\licences.txt"
  Delete "$INSTDIR\prstudio.cmd"
  Delete "$INSTDIR\runtime.id"
  Delete "$INSTDIR\prstudio.ico"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  DeleteRegKey HKCU "${CLASSES}\PRStudio.Post"
  DeleteRegValue HKCU "${CLASSES}\.toml\OpenWithProgids" "PRStudio.Post"
  ReadRegStr $0 HKCU "${CLASSES}\.toml" ""
  ${If} $0 == "PRStudio.Post"
    DeleteRegValue HKCU "${CLASSES}\.toml" ""
  ${EndIf}
  DeleteRegKey HKCU "${POST_VERB}"
  DeleteRegKey HKCU "${BUNDLE_VERB}"
  !insertmacro DeleteIfEmpty "${CLASSES}\.toml\OpenWithProgids"
  !insertmacro DeleteIfEmpty "${CLASSES}\.toml"
  !insertmacro DeleteIfEmpty "${CLASSES}\SystemFileAssociations\.toml\shell"
  !insertmacro DeleteIfEmpty "${CLASSES}\SystemFileAssociations\.toml"
  !insertmacro DeleteIfEmpty "${CLASSES}\SystemFileAssociations\.zip\shell"
  !insertmacro DeleteIfEmpty "${CLASSES}\SystemFileAssociations\.zip"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${SETTINGS_KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${If} $DeleteData == 1
    RMDir /r "$LOCALAPPDATA\PRStudio"
  ${EndIf}
SectionEnd
