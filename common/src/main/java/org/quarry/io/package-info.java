/**
 * Files of atomic configurations: one reader a format behind {@link
 * org.quarry.io.ConfigurationReader}, the quality checks that every frame passes, and a writer.
 * Nothing here knows tables, Spark or what the configurations are for.
 */
package org.quarry.io;
