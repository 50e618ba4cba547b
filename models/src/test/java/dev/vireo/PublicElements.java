package dev.vireo;

import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/**
 * Finds public and protected elements without Javadoc. Types, methods, constructors, fields and enum constants need a
 * comment; components of records need a {@code @param} tag. Overriding methods and canonical constructors need none.
 */
final class PublicElements {
    private final DocTrees docs;
    private final CompilationUnitTree unit;
    private final List<String> undocumented = new ArrayList<>();

    private PublicElements(DocTrees docs, CompilationUnitTree unit) {
        this.docs = docs;
        this.unit = unit;
    }

    /** Returns the undocumented elements of source files as {@code File.java:line name}. */
    static List<String> undocumented(List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
            var docs = DocTrees.instance(task);
            var all = new ArrayList<String>();
            for (var unit : task.parse()) {
                var elements = new PublicElements(docs, unit);
                var file = new TreePath(unit);
                unit.getTypeDecls().forEach(type -> elements.visit(new TreePath(file, type)));
                all.addAll(elements.undocumented);
            }
            return all;
        }
    }

    private void visit(TreePath path) {
        var leaf = path.getLeaf();
        if (leaf instanceof ClassTree type && isPublic(path, type.getModifiers())) {
            require(path, type.getSimpleName());
            type.getMembers().forEach(member -> visit(new TreePath(path, member)));
        } else if (leaf instanceof MethodTree method && isPublic(path, method.getModifiers())) {
            if (!isOverriding(method) && !isImplicit(path, method)) {
                require(path, method.getName());
            }
        } else if (leaf instanceof VariableTree variable) {
            visit(path, variable);
        }
    }

    private void visit(TreePath path, VariableTree variable) {
        boolean component = owner(path).getKind() == Tree.Kind.RECORD
                && !variable.getModifiers().getFlags().contains(Modifier.STATIC);
        if (!component) {
            if (isPublic(path, variable.getModifiers())) {
                require(path, variable.getName());
            }
        } else if (!parameters(path.getParentPath()).contains(variable.getName().toString())) {
            report(path, variable.getName());
        }
    }

    private void require(TreePath path, CharSequence name) {
        if (docs.getDocCommentTree(path) == null) {
            report(path, name);
        }
    }

    private void report(TreePath path, CharSequence name) {
        long line = unit.getLineMap().getLineNumber(docs.getSourcePositions().getStartPosition(unit, path.getLeaf()));
        undocumented.add(Path.of(unit.getSourceFile().getName()).getFileName() + ":" + line + " " + name);
    }

    private Set<String> parameters(TreePath type) {
        var comment = docs.getDocCommentTree(type);
        var tags = comment == null ? Stream.empty() : comment.getBlockTags().stream();
        return tags.filter(ParamTree.class::isInstance)
                .map(tag -> ((ParamTree) tag).getName().toString())
                .collect(Collectors.toSet());
    }

    /** Whether a constructor is the default one, or the canonical one of a record. */
    private boolean isImplicit(TreePath path, MethodTree method) {
        if (!method.getName().contentEquals("<init>")) {
            return false;
        }
        boolean isDefault = docs.getSourcePositions().getEndPosition(unit, method) < 0;
        return isDefault || owner(path).getKind() == Tree.Kind.RECORD && isCanonical(path, method);
    }

    /** Whether the parameters of a record's constructor are the components themselves. */
    private static boolean isCanonical(TreePath path, MethodTree method) {
        var components = owner(path).getMembers().stream()
                .filter(member -> member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
        return method.getParameters().size() == components;
    }

    private static boolean isOverriding(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
    }

    private static boolean isPublic(TreePath path, ModifiersTree modifiers) {
        var flags = modifiers.getFlags();
        boolean isMemberOfInterface = path.getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
        return flags.contains(Modifier.PUBLIC)
                || flags.contains(Modifier.PROTECTED)
                || isMemberOfInterface && !flags.contains(Modifier.PRIVATE);
    }

    private static ClassTree owner(TreePath path) {
        return (ClassTree) path.getParentPath().getLeaf();
    }
}
