/** Rules about the repository's own files: the comments of types, and what the pages name. No ledger runs here. */
package dev.sluice.repository;
