/**
 * Published studies, each re-run by one command from a settings file; results are appended to a
 * file of rows. What a study measures lives in the packages it calls; nothing here is needed by a
 * job.
 */
package org.quarry.experiments;
