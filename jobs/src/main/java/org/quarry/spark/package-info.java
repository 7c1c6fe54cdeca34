/**
 * Spark as Quarry uses it: session set-up, progress, SQL functions. Nothing here knows what a job
 * computes.
 */
package org.quarry.spark;
