/**
 * Training sets as files: Arrow IPC shards and the manifest that names, counts and checksums them.
 * Which rows go where is decided elsewhere, and nothing here knows Spark or a network.
 */
package org.quarry.shard;
