/**
 * Descriptors as stages of {@code spark.ml} pipelines. How structures are read and described in
 * Spark's rows is known to {@code org.quarry.spark.sql}.
 */
package org.quarry.spark.ml;
