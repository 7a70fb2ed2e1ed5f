package dev.sluice.endtoend;

import com.google.gson.reflect.TypeToken;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeObject;
import com.stripe.model.reserve.Hold;
import com.stripe.model.reserve.Plan;
import com.stripe.model.reserve.Release;
import com.stripe.net.ApiRequest;
import com.stripe.net.ApiResource;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.BaseAddress;
import com.stripe.net.RequestOptions;
import java.util.Map;

/**
 * Reserves by Stripe's own Java client. The client has the typed objects and no calls for them, so these are the calls, written as
 * the client's own resources write theirs: its parameters, its encoder, its errors, its pages.
 */
record ReserveClient(RequestOptions options) {

    private static final TypeToken<StripeCollection<Hold>> HOLDS = new TypeToken<>() {};
    private static final TypeToken<StripeCollection<Release>> RELEASES = new TypeToken<>() {};
    private static final TypeToken<StripeCollection<Plan>> PLANS = new TypeToken<>() {};

    Hold createHold(Map<String, Object> parameters) throws StripeException {
        return post("/holds", parameters, TypeToken.get(Hold.class));
    }

    Hold retrieveHold(String id, Map<String, Object> parameters) throws StripeException {
        return get("/holds/" + id, parameters, TypeToken.get(Hold.class));
    }

    Hold updateHold(String id, Map<String, Object> parameters) throws StripeException {
        return post("/holds/" + id, parameters, TypeToken.get(Hold.class));
    }

    StripeCollection<Hold> listHolds(Map<String, Object> parameters) throws StripeException {
        return get("/holds", parameters, HOLDS);
    }

    Release createRelease(Map<String, Object> parameters) throws StripeException {
        return post("/releases", parameters, TypeToken.get(Release.class));
    }

    Release retrieveRelease(String id, Map<String, Object> parameters) throws StripeException {
        return get("/releases/" + id, parameters, TypeToken.get(Release.class));
    }

    Release updateRelease(String id, Map<String, Object> parameters) throws StripeException {
        return post("/releases/" + id, parameters, TypeToken.get(Release.class));
    }

    StripeCollection<Release> listReleases(Map<String, Object> parameters) throws StripeException {
        return get("/releases", parameters, RELEASES);
    }

    Plan createPlan(Map<String, Object> parameters) throws StripeException {
        return post("/plans", parameters, TypeToken.get(Plan.class));
    }

    Plan retrievePlan(String id) throws StripeException {
        return get("/plans/" + id, Map.of(), TypeToken.get(Plan.class));
    }

    Plan updatePlan(String id, Map<String, Object> parameters) throws StripeException {
        return post("/plans/" + id, parameters, TypeToken.get(Plan.class));
    }

    Plan disablePlan(String id) throws StripeException {
        return post("/plans/" + id + "/disable", Map.of(), TypeToken.get(Plan.class));
    }

    StripeCollection<Plan> listPlans(Map<String, Object> parameters) throws StripeException {
        return get("/plans", parameters, PLANS);
    }

    private <T extends StripeObject> T get(String path, Map<String, Object> parameters, TypeToken<T> type)
            throws StripeException {
        return call(RequestMethod.GET, path, parameters, type);
    }

    private <T extends StripeObject> T post(String path, Map<String, Object> parameters, TypeToken<T> type)
            throws StripeException {
        return call(RequestMethod.POST, path, parameters, type);
    }

    private <T extends StripeObject> T call(
            RequestMethod method, String path, Map<String, Object> parameters, TypeToken<T> type)
            throws StripeException {
        return ApiResource.getGlobalResponseGetter()
                .request(
                        new ApiRequest(BaseAddress.API, method, "/v1/reserve" + path, parameters, options),
                        type.getType());
    }
}
