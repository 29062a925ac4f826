import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites jars compiled for Java 5 as class files of Java 8, with the stack maps these need.
 *
 * <p>The JVM keeps no class older than Java 6 in its AOT cache, and picocli's are: without this, half of the time of a short command
 * goes into loading them. Run by ./godwit on its own copies; arguments: the jars.
 */
final class UpgradeClassFiles {

    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            rewrite(Path.of(jar));
        }
    }

    private static void rewrite(Path jar) throws IOException {
        Path upgraded = jar.resolveSibling(jar.getFileName() + ".upgraded");
        URI address = jar.toUri();
        try (var loader = new URLClassLoader(new URL[] {address.toURL()});
                var from = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(upgraded);
                var to = new ZipOutputStream(file)) {
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(loader)));
            for (ZipEntry entry : Collections.list(from.entries())) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = from.getInputStream(entry).readAllBytes();
                to.write(entry.getName().endsWith(".class") ? upgrade(format, content) : content);
            }
        }
        Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] upgrade(ClassFile format, byte[] content) {
        var parsed = format.parse(content);
        return parsed.majorVersion() >= JAVA_6 ? content : format.transformClass(parsed, UpgradeClassFiles::upgrade);
    }

    private static void upgrade(ClassBuilder builder, ClassElement element) {
        switch (element) {
            case ClassFileVersion _ -> builder.withVersion(JAVA_8, 0);
            // Passing the instructions through makes the builder compute their stack maps.
            case MethodModel method ->
                builder.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
            default -> builder.with(element);
        }
    }
}
