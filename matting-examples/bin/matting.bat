@echo off
rem Starts the command line tool of a package on Windows. MATTING_OPTS has options for Java, MATTING_ARCHIVE names
rem the file of a class-data archive, which is made if it is missing.
setlocal disabledelayedexpansion

for %%I in ("%~dp0..") do set "matting_home=%%~fI"
set "matting_jar=%matting_home%\lib\matting-cli.jar"
if not exist "%matting_jar%" (
  echo matting: this is no package; unpack matting-examples\cli\target\matting-*.zip of a build and start its bin\matting.bat 1>&2
  exit /b 2
)

set "matting_java=%matting_home%\runtime\bin\java.exe"
if exist "%matting_java%" goto found
set "matting_java=java.exe"
if defined JAVA_HOME set "matting_java=%JAVA_HOME%\bin\java.exe"
"%matting_java%" -version >nul 2>&1
if errorlevel 1 (
  echo matting: no Java found; set JAVA_HOME to a JDK 17 or newer 1>&2
  exit /b 2
)
:found

rem An option's "=" parts words here, so that --threads=3 is read as --threads 3 is.
set "matting_command="
set "matting_threads="
:next
if "%~1"=="" goto parsed
if "%~1"=="--threads" set "matting_threads=%~2"
set "matting_word=%~1"
if not defined matting_command if not "%matting_word:~0,1%"=="-" set "matting_command=%~1"
shift
goto next
:parsed

rem A network's threads can only be set before the start.
for %%C in (predict cutout composite preview compare) do if "%matting_command%"=="%%C" set "matting_predicts=yes"
if defined matting_predicts if defined matting_threads set "OMP_NUM_THREADS=%matting_threads%"
if "%matting_command%"=="train" if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"

if not defined MATTING_ARCHIVE goto plain
if "%MATTING_ARCHIVE%"=="off" goto plain
if not exist "%MATTING_ARCHIVE%" "%matting_java%" -cp "%matting_jar%" dev.deepmatting.cli.QuickStart "%MATTING_ARCHIVE%" >nul 2>&1
if not exist "%MATTING_ARCHIVE%" goto plain
"%matting_java%" -Djava.awt.headless=true -Dsun.misc.unsafe.memory.access=allow "-XX:SharedArchiveFile=%MATTING_ARCHIVE%" -Xlog:disable %MATTING_OPTS% -jar "%matting_jar%" %*
exit /b %errorlevel%

:plain
"%matting_java%" -Djava.awt.headless=true -Dsun.misc.unsafe.memory.access=allow %MATTING_OPTS% -jar "%matting_jar%" %*
exit /b %errorlevel%
