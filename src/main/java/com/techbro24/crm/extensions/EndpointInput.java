package com.techbro24.crm.extensions;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The input of an endpoint.
 *
 * @param fields any JSON object; each endpoint says which
 */
public record EndpointInput(@JsonValue ObjectNode fields) {}
