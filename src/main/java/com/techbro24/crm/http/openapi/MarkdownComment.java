package com.techbro24.crm.http.openapi;

import com.github.therapi.runtimejavadoc.CommentVisitor;
import com.github.therapi.runtimejavadoc.Link;
import com.github.therapi.runtimejavadoc.Value;

/** A Javadoc comment as Markdown. */
final class MarkdownComment implements CommentVisitor {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void commentText(String words) {
        text.append(words.replaceAll("<[^>]+>", ""));
    }

    @Override
    public void inlineLink(Link link) {
        String label = link.getLabel();
        String name = label.substring(label.lastIndexOf('.') + 1);
        text.append('`').append(name.substring(name.lastIndexOf('#') + 1)).append('`');
    }

    @Override
    public void inlineTag(String name, String words) {
        text.append('`').append(words.strip()).append('`');
    }

    @Override
    public void inlineValue(Value value) {
        text.append(value.getReferencedMemberName());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
