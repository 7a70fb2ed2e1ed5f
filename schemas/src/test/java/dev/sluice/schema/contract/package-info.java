/** Tests of the contract as a whole: records, JSON Schemas, golden messages and the AsyncAPI document say the same. */
package dev.sluice.schema.contract;
