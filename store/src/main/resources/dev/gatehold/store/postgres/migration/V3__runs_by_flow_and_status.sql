-- The few runs of a flow that stand in one way are not to be looked for among all of that flow, nor among all that
-- stand so.
CREATE INDEX run_by_flow_and_status ON run (flow, status, run);
DROP INDEX run_by_flow;
