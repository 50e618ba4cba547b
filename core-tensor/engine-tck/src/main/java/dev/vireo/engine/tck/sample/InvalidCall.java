package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.VireoException;
import java.util.List;

/**
 * A call that must be refused before any kernel runs.
 *
 * @param call the call
 * @param type the class of the exception
 * @param says substrings of its message: what was given, what was expected
 */
public record InvalidCall(OpSample call, Class<? extends VireoException> type, List<String> says) {}
