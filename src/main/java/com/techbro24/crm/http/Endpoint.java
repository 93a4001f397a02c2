package com.techbro24.crm.http;

/** Answers one route; it may block, since each request has a virtual thread of its own. */
public interface Endpoint {
    Reply answer(Request request);
}
