package com.techbro24.crm.extension;

import java.util.Set;

/** What an extension may add; usable while it starts. */
public interface ExtensionContext {
    /**
     * Adds a route of the API.
     *
     * @param method GET, POST, PUT or DELETE
     * @param path begins with {@code /api/x/<name>/}; {@code :name} is a variable part
     * @param summary one line of documentation
     * @param roles agent, manager, admin: who may use it
     */
    void route(String method, String path, String summary, Set<String> roles, RouteHandler handler);

    /**
     * Follows the change log: each change once, over restarts and nodes, in the order of the log.
     *
     * @param name unique within the extension; its position is stored under it
     * @param kinds the kinds of changes, such as {@code lead.created}
     */
    void follow(String name, Set<String> kinds, ChangeHandler handler);
}
