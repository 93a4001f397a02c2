package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.Comparator;
import java.util.List;

/** A compiled condition: a tree of groups, whose leaves look at one field each. */
sealed interface Expression permits Expression.All, Expression.Any, Expression.Not, Leaf {
    Truth test(Situation situation);

    Explained explain(Situation situation);

    /** Whether it looks at linked rows. */
    boolean needsLinks();

    /** How much a test costs, compared with others; linked rows cost most. */
    int cost();

    /**
     * @param json the condition as written, with the answer of each part
     */
    record Explained(ObjectNode json, Truth truth) {}

    /**
     * @param quick the parts in the order in which they are tested: the cheapest first
     */
    record All(List<Expression> parts, List<Expression> quick) implements Expression {
        static All of(List<Expression> parts) {
            return new All(List.copyOf(parts), quickFirst(parts));
        }

        @Override
        public Truth test(Situation situation) {
            return untilFound(quick, Truth.FALSE, situation);
        }

        @Override
        public Explained explain(Situation situation) {
            return explained("all", parts, Truth.FALSE, situation);
        }

        @Override
        public boolean needsLinks() {
            return parts.stream().anyMatch(Expression::needsLinks);
        }

        @Override
        public int cost() {
            return highest(parts);
        }
    }

    /**
     * @param quick as for {@link All}
     */
    record Any(List<Expression> parts, List<Expression> quick) implements Expression {
        static Any of(List<Expression> parts) {
            return new Any(List.copyOf(parts), quickFirst(parts));
        }

        @Override
        public Truth test(Situation situation) {
            return untilFound(quick, Truth.TRUE, situation);
        }

        @Override
        public Explained explain(Situation situation) {
            return explained("any", parts, Truth.TRUE, situation);
        }

        @Override
        public boolean needsLinks() {
            return parts.stream().anyMatch(Expression::needsLinks);
        }

        @Override
        public int cost() {
            return highest(parts);
        }
    }

    /** The opposite. */
    record Not(Expression part) implements Expression {
        @Override
        public Truth test(Situation situation) {
            return part.test(situation).negated();
        }

        @Override
        public Explained explain(Situation situation) {
            Explained inner = part.explain(situation);
            Truth truth = inner.truth().negated();
            ObjectNode json = Json.object().set("not", truth.json());
            json.putArray("of").add(inner.json());
            return new Explained(json, truth);
        }

        @Override
        public boolean needsLinks() {
            return part.needsLinks();
        }

        @Override
        public int cost() {
            return part.cost();
        }
    }

    private static List<Expression> quickFirst(List<Expression> parts) {
        return parts.stream().sorted(Comparator.comparingInt(Expression::cost)).toList();
    }

    private static int highest(List<Expression> parts) {
        return parts.stream().mapToInt(Expression::cost).max().orElse(0);
    }

    /**
     * The deciding answer if a part has it; otherwise unknown if one is; otherwise the opposite.
     */
    private static Truth untilFound(List<Expression> parts, Truth decides, Situation situation) {
        Truth found = decides.negated();
        for (Expression part : parts) {
            Truth truth = part.test(situation);
            if (truth == decides) {
                return truth;
            }
            found = truth == Truth.UNKNOWN ? truth : found;
        }
        return found;
    }

    private static Explained explained(
            String group, List<Expression> parts, Truth decides, Situation situation) {
        Truth found = decides.negated();
        ArrayNode of = Json.MAPPER.createArrayNode();
        for (Expression part : parts) {
            Explained each = part.explain(situation);
            of.add(each.json());
            boolean settles = each.truth() == decides;
            boolean isOpen = each.truth() == Truth.UNKNOWN && found != decides;
            found = settles || isOpen ? each.truth() : found;
        }
        ObjectNode json = Json.object().set(group, found.json());
        json.set("of", of);
        return new Explained(json, found);
    }
}
