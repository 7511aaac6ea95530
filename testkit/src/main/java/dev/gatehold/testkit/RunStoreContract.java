package dev.gatehold.testkit;

/**
 * What every run store must do, as tests: implement it in a test class and give the store. No test
 * of it skips, and none passes on a store that does nothing.
 */
public interface RunStoreContract
    extends JournalContract,
        DeadlineContract,
        EffectContract,
        TaskContract,
        EventContract,
        TriggerContract,
        RunListContract,
        RequestContract {}
