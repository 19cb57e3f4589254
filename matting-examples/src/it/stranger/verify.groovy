// Runs what the stranger's project compiled, on the class path that Maven made of its one dependency.

def os = System.getProperty('os.name').toLowerCase(Locale.ROOT)
def system = os.contains('win') ? 'windows' : os.contains('mac') ? 'macosx' : 'linux'
def arm = System.getProperty('os.arch') == 'aarch64'
def host = "${system}-${arm ? 'arm64' : 'x86_64'}"
def natives = arm ? host : "${host}-onednn-avx2"

def libraries = new File(basedir, 'target/classpath.txt').text.trim()
def classifiers = libraries.split(File.pathSeparator)
    .collect { new File(it).name }
    .findAll { it =~ /^nd4j-native-\d/ }
    .collect { it.replaceFirst(/^nd4j-native-\d+(\.\d+)*-M\d+(\.\d+)*/, '') }
assert classifiers.sort() == ["-${natives}.jar".toString(), '.jar']

def java = new File(System.getProperty('java.home'), 'bin/java').path
def classPath = new File(basedir, 'target/classes').path + File.pathSeparator + libraries
def wanted = [AUTO: 'dnnl', ONEDNN: 'dnnl', SAMEDIFF: 'nd4jcpu']
wanted.each { engine, library ->
  def log = new File(basedir, "run-${engine}.log")
  // The debug line of JavaCPP is the proof of what was loaded.
  def process = new ProcessBuilder(java, '-Djava.awt.headless=true',
      '-Dorg.bytedeco.javacpp.logger.debug=true', '-cp', classPath, 'stranger.Stranger', engine)
      .redirectErrorStream(true)
      .redirectOutput(log)
      .start()
  int status = process.waitFor()
  def output = log.readLines()
  assert status == 0 : log.text
  assert output.any { it.startsWith('network seed, base 16') } : log.text
  assert output.contains('alpha 100 x 70') : log.text
  assert output.contains('background 0.0') : log.text
  assert output.contains('foreground 1.0') : log.text
  def loaded = output.findAll { it =~ /Loading .*[.]jar/ }
  assert loaded.any { it.contains(library) } : log.text
  if (engine == 'SAMEDIFF') {
    assert loaded.any { it.contains(natives) && it.contains('nd4jcpu') } : log.text
  } else {
    // Nothing of ND4J stands on the path to the first alpha matte.
    assert !loaded.any { it.contains('nd4jcpu') } : log.text
  }
}

// What a script returns is its verdict; a map is none.
return true
