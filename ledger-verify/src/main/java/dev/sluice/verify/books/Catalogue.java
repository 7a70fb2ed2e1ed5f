package dev.sluice.verify.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.log.LogRecord;
import dev.sluice.verify.log.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The programs and assets as each partition has booked them, and as their topic tells them. */
public final class Catalogue {

    private static final List<String> NEVER_CHANGING =
            List.of("id", "symbol", "inventory_mode", "issuance_policy", "scale", "created_at");

    private final Findings findings;
    private final List<Map<UUID, Version>> booked = new ArrayList<>();
    private final Map<UUID, Version> published = new HashMap<>();

    private record Version(JsonNode thing, Place place, long at) {}

    Catalogue(int partitions, Findings findings) {
        this.findings = findings;
        for (var partition = 0; partition < partitions; partition++) {
            booked.add(new HashMap<>());
        }
    }

    void read(Entry entry) throws UnreadableException {
        for (var fact : entry.facts("program_stored")) {
            store(entry, fact.path("program"));
        }
        for (var fact : entry.facts("asset_stored")) {
            store(entry, fact.path("asset"));
        }
    }

    private void store(Entry entry, JsonNode thing) throws UnreadableException {
        var id = Trees.id(thing, "id");
        findings.unless(
                id.equals(entry.account()), Rule.CATALOGUE, entry.place(), "the thing of the entry's account", id);
        var before = booked.get(entry.place().partition()).put(id, new Version(thing, entry.place(), entry.at()));
        if (before != null) {
            for (var field : NEVER_CHANGING) {
                var was = before.thing().path(field);
                var is = thing.path(field);
                findings.unless(was.equals(is), Rule.CATALOGUE, entry.place(), () -> field + " to stay " + was, is);
            }
        }
    }

    /** A record of the catalogue's own topic. */
    public void published(LogRecord record) throws UnreadableException {
        var value = Trees.object(record.value());
        findings.unless(
                Set.of("program", "asset").contains(value.path("type").asText())
                        && value.path("version").asInt() == 1,
                Rule.FORM,
                record.place(),
                "a program or an asset of version 1",
                value.path("type"));
        var thing = ((ObjectNode) value).without(List.of("type", "version"));
        published.put(Trees.id(value, "id"), new Version(thing, record.place(), record.timestamp()));
    }

    Optional<JsonNode> asset(int partition, UUID id) {
        return thing(partition, id).filter(thing -> thing.has("scale"));
    }

    boolean isProgram(int partition, UUID id) {
        return thing(partition, id).filter(thing -> !thing.has("scale")).isPresent();
    }

    private Optional<JsonNode> thing(int partition, UUID id) {
        return Optional.ofNullable(booked.get(partition).get(id)).map(Version::thing);
    }

    public int size() {
        return published.size();
    }

    /** At the end everybody knows the same, but for what was changed just before it. */
    void checkEnd(Partitioning partitioning, long settledBefore) {
        for (var owner = 0; owner < booked.size(); owner++) {
            for (var own : booked.get(owner).entrySet()) {
                if (partitioning.of(own.getKey()) == owner && own.getValue().at() < settledBefore) {
                    checkEverywhere(own.getKey(), own.getValue());
                }
            }
        }
        published.forEach((id, version) -> findings.unless(
                booked.get(partitioning.of(id)).containsKey(id),
                Rule.CATALOGUE,
                version.place(),
                "only what the journal has",
                id));
    }

    private void checkEverywhere(UUID id, Version own) {
        for (var other : booked) {
            same(own, Optional.ofNullable(other.get(id)), "on each partition what its own has booked");
        }
        same(own, Optional.ofNullable(published.get(id)), "in the catalogue's topic what is booked");
    }

    private void same(Version own, Optional<Version> other, String expected) {
        var isSame = other.isPresent() && other.get().thing().equals(own.thing());
        if (!isSame) {
            findings.add(
                    Rule.CATALOGUE,
                    other.map(Version::place).orElse(own.place()),
                    "%s: %s".formatted(expected, own.thing()),
                    other.map(Version::thing).map(JsonNode::toString).orElse("nothing"));
        }
    }
}
