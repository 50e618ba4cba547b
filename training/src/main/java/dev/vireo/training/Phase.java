package dev.vireo.training;

import dev.vireo.nn.Block;
import dev.vireo.training.optimizer.Optimizer;
import dev.vireo.training.optimizer.ParameterGroup;
import dev.vireo.training.schedule.Schedule;
import java.util.List;
import java.util.function.Function;

/**
 * A part of each training step: it minimizes an objective over some parameters. A GAN has two phases:
 *
 * <pre>{@code
 * Trainer.of(gan)
 *         .phase(Phase.of("discriminator", gan.discriminator, discriminatorLoss).optimizer(AdamW.of(2e-4)))
 *         .phase(Phase.of("generator", gan.generator, generatorLoss).optimizer(AdamW.of(2e-4)))
 * }</pre>
 *
 * <p>A step runs its phases in order, each on all batches of the step. A phase updates its own parameters only; gradients
 * that its objective leaves on others are dropped. A phase is a value: each method returns a changed copy.
 */
public final class Phase {
    private final String name;
    private final Block block;
    private final Function<Block, List<ParameterGroup>> grouping;
    private final Objective objective;
    private final UpdateRule rule;

    private Phase(
            String name,
            Block block,
            Function<Block, List<ParameterGroup>> grouping,
            Objective objective,
            UpdateRule rule) {
        this.name = name;
        this.block = block;
        this.grouping = grouping;
        this.objective = objective;
        this.rule = rule;
    }

    /** A phase without a name, for a run that has no other. AdamW, a constant learning rate of 1e-3. */
    public static Phase of(Block block, Objective objective) {
        return of("", block, objective);
    }

    /**
     * A phase over all parameters of a block that are not frozen. AdamW, a constant learning rate of 1e-3.
     *
     * @param name in reports and checkpoints, different for each phase of a run: lower-case letters, digits and hyphens
     * @param block whose parameters the phase updates
     */
    public static Phase of(String name, Block block, Objective objective) {
        if (!name.matches("[a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "phase: the name is '" + name + "'; expected lower-case letters, digits and hyphens");
        }
        return new Phase(name, block, ParameterGroup::all, objective, UpdateRule.DEFAULT);
    }

    /** The optimizer's settings; each run makes an optimizer with them and frees it. */
    public Phase optimizer(Optimizer.Settings settings) {
        return with(rule.optimizer(settings));
    }

    /** The learning rate over the run. */
    public Phase schedule(Schedule factors) {
        return with(rule.schedule(factors));
    }

    /** Clips the norm of the phase's gradients: scales them down if their common norm is larger. */
    public Phase clipNorm(double largest) {
        return with(rule.clipNorm(largest));
    }

    /**
     * Runs the phase only in every n-th step, beginning with the first. A generator that is trained once per five steps
     * of its critic has n = 5.
     */
    public Phase every(int steps) {
        return with(rule.every(steps));
    }

    /**
     * Updates these groups of the block's parameters, each with its own settings: {@code
     * ParameterGroup::decayingMatricesOnly}. The function is called when a run begins.
     */
    public Phase groups(Function<Block, List<ParameterGroup>> ofBlock) {
        return new Phase(name, block, ofBlock, objective, rule);
    }

    /** The name in reports and checkpoints; empty for the only phase of a run. */
    public String name() {
        return name;
    }

    /** The objective that the phase minimizes. */
    public Objective objective() {
        return objective;
    }

    List<ParameterGroup> parameters() {
        return grouping.apply(block);
    }

    UpdateRule rule() {
        return rule;
    }

    /** Whether the phase runs in a step, counted from 0. */
    boolean runsIn(long step) {
        return step % rule.interval() == 0;
    }

    private Phase with(UpdateRule other) {
        return new Phase(name, block, grouping, objective, other);
    }
}
