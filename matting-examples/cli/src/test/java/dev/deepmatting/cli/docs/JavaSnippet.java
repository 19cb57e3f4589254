package dev.deepmatting.cli.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Java code of a page. Code with a public class is a source file as it is. Other code is imports
 * followed by statements, and the statements become the body of a method.
 *
 * @param className the class that it makes
 * @param source its source file
 */
record JavaSnippet(String className, String source) {
  private static final Pattern PUBLIC_CLASS = Pattern.compile("(?m)^public class (\\w+)");

  static JavaSnippet of(String code) {
    Matcher publicClass = PUBLIC_CLASS.matcher(code);
    if (publicClass.find()) {
      return new JavaSnippet(publicClass.group(1), code);
    }
    List<String> lines = code.lines().toList();
    String imports = lines.stream().filter(JavaSnippet::isImport).collect(Collectors.joining("\n"));
    String body =
        lines.stream().filter(line -> !isImport(line)).collect(Collectors.joining("\n    "));
    return new JavaSnippet(
        "Snippet",
        imports
            + "\n\npublic class Snippet {\n  void run() throws Exception {\n    "
            + body
            + "\n  }\n}\n");
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  /** Compiles into a folder and returns the compiler's messages, empty if it found no fault. */
  String compile(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve(className + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      compiler
          .getTask(
              messages,
              files,
              null,
              List.of("-d", folder.toString(), "-proc:none", "-Xlint:deprecation", "-Werror"),
              null,
              files.getJavaFileObjects(file))
          .call();
    }
    return messages.toString();
  }
}
