/**
 * The command line, one sub-command a job, and the jobs themselves. What a job computes with lives
 * in {@code common}; how rows are kept lives in {@code org.quarry.lake}.
 */
package org.quarry.jobs;
