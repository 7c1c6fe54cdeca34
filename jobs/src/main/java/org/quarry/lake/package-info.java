/**
 * The tables: their schemas, keys, incremental reads, commits and the lock that keeps writers
 * apart. What is computed from them lives in {@code org.quarry.jobs}.
 */
package org.quarry.lake;
