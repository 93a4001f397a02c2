package com.techbro24.crm.integrations.twilio;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Request;

/**
 * Reads the callbacks of Twilio. The signature is over the public address of this server, never
 * over the Host that a request names.
 */
public final class TwilioCallbackCheck {
    private final PublicUrl publicUrl;
    private final TwilioSignature signature;

    public TwilioCallbackCheck(PublicUrl publicUrl, TwilioAccount account) {
        this.publicUrl = publicUrl;
        this.signature = new TwilioSignature(account.authToken());
    }

    /** The address under which Twilio reaches a path of this server. */
    public String address(String path) {
        return publicUrl.base() + path;
    }

    /** The form of a request that Twilio signed; every other one is refused. */
    public FormBody read(Request request) {
        String query = request.rawQuery();
        String address = address(request.path()) + (query == null ? "" : "?" + query);
        String given = request.headers().get(TwilioSignature.HEADER);
        FormBody form = FormBody.read(request.body());
        if (!signature.isOf(address, form, given)) {
            throw Problem.forbidden("The signature of the request is not valid.");
        }
        return form;
    }
}
