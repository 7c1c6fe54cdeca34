/**
 * Quarry's SQL functions as Catalyst expressions and the session extension that registers them.
 * What a lake is and what a job computes is known elsewhere.
 */
package org.quarry.spark.sql;
