package dev.sluice.gateway.stripe;

import java.util.List;

/**
 * A page of a list as the dialect writes it.
 *
 * @param hasMore whether there are more in the direction in which the list is read
 * @param url the path of the list, with which clients read on
 */
record ListObject(String object, List<?> data, boolean hasMore, String url) {

    static ListObject of(List<?> data, boolean hasMore, String url) {
        return new ListObject("list", data, hasMore, url);
    }
}
