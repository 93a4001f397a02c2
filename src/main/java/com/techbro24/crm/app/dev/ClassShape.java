package com.techbro24.crm.app.dev;

import java.io.IOException;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** The parts of a class that other sources depend on; if unchanged, they need no recompilation. */
final class ClassShape {
    private ClassShape() {}

    /** One line per visible element, unordered. */
    static Set<String> of(Path classFile) throws IOException {
        ClassModel model = ClassFile.of().parse(classFile);
        var shape = new HashSet<String>();
        shape.add(
                "class %s %s %s %s"
                        .formatted(
                                model.flags().flagsMask(),
                                model.superclass().map(PoolEntry::toString),
                                model.interfaces(),
                                seen(model)));
        model.findAttribute(Attributes.permittedSubclasses())
                .ifPresent(attribute -> shape.add("permits " + attribute.permittedSubclasses()));
        model.findAttribute(Attributes.record())
                .ifPresent(
                        attribute ->
                                attribute
                                        .components()
                                        .forEach(part -> shape.add("part " + part.name())));
        for (var field : model.fields()) {
            if (field.flags().has(AccessFlag.PRIVATE)) continue;
            var constant =
                    field.findAttribute(Attributes.constantValue())
                            .map(value -> Objects.toString(value.constant().constantValue()));
            var flags = field.flags().flagsMask();
            shape.add(
                    "field %s %s %s %s %s"
                            .formatted(
                                    flags,
                                    field.fieldName(),
                                    field.fieldType(),
                                    seen(field),
                                    constant));
        }
        for (var method : model.methods()) {
            if (method.flags().has(AccessFlag.PRIVATE)) continue;
            var thrown =
                    method.findAttribute(Attributes.exceptions())
                            .map(attribute -> attribute.exceptions().toString());
            var flags = method.flags().flagsMask();
            shape.add(
                    "method %s %s %s %s %s"
                            .formatted(
                                    flags,
                                    method.methodName(),
                                    method.methodType(),
                                    seen(method),
                                    thrown));
        }
        return shape;
    }

    /** Type parameters, if any; annotations do not affect how other sources compile. */
    private static String seen(AttributedElement element) {
        return element.findAttribute(Attributes.signature())
                .map(attribute -> attribute.signature().stringValue())
                .orElse("");
    }
}
