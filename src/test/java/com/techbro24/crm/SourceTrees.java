package com.techbro24.crm;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;

/** The types and methods of source files, as the compiler's own parser sees them. */
record SourceTrees(List<Type> types, List<Method> methods) {

    /** A class, record, interface or enum; {@code isTop} where it is in no other. */
    record Type(Path file, String name, boolean isTop, boolean isDocumented) {}

    /** A method or constructor, its lines counted from the first modifier to the closing brace. */
    record Method(Path file, String name, long lines) {}

    static SourceTrees of(List<Path> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new SourceTrees(new ArrayList<>(), new ArrayList<>());
        try (var manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var units = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of(), null, units);
            var trees = Trees.instance(task);
            for (var unit : task.parse()) new Scanner(found, trees, unit).scan(unit, null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final SourceTrees found;
        private final Trees trees;
        private final CompilationUnitTree unit;
        private final Path file;

        Scanner(SourceTrees found, Trees trees, CompilationUnitTree unit) {
            this.found = found;
            this.trees = trees;
            this.unit = unit;
            this.file = Path.of(unit.getSourceFile().toUri());
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            var path = getCurrentPath();
            var isTop = path.getParentPath().getLeaf() instanceof CompilationUnitTree;
            var isDocumented = trees.getDocComment(path) != null;
            found.types.add(new Type(file, type.getSimpleName().toString(), isTop, isDocumented));
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var positions = trees.getSourcePositions();
            LineMap lines = unit.getLineMap();
            long from = positions.getStartPosition(unit, method);
            long to = positions.getEndPosition(unit, method);
            if (from >= 0 && to >= 0) {
                long count = lines.getLineNumber(to) - lines.getLineNumber(from) + 1;
                found.methods.add(new Method(file, method.getName().toString(), count));
            }
            return super.visitMethod(method, null);
        }
    }
}
