package dev.gatehold.race.flowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.gatehold.bench.race.Peer;
import dev.gatehold.bench.race.Place;
import java.util.Map;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.common.engine.impl.persistence.StrongUuidGenerator;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.TaskService;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.task.Comment;

/** Flowable as a library: a BPMN process with one user task. */
public final class FlowablePeer implements Peer {
  private static final int CONNECTIONS = 64;
  private static final String PROCESS = "payment";
  private static final String PAYMENT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                   xmlns:flowable="http://flowable.org/bpmn" targetNamespace="race">
        <process id="payment" isExecutable="true">
          <startEvent id="start"/>
          <sequenceFlow id="asked" sourceRef="start" targetRef="review"/>
          <userTask id="review" name="Approve the payment" flowable:candidateGroups="finance"/>
          <sequenceFlow id="decided" sourceRef="review" targetRef="end"/>
          <endEvent id="end"/>
        </process>
      </definitions>
      """;

  private final HikariDataSource connections;
  private final ProcessEngine engine;

  public FlowablePeer(Place place) {
    connections = new HikariDataSource();
    connections.setJdbcUrl(place.database());
    connections.setMaximumPoolSize(CONNECTIONS);
    engine = engine(connections);
    engine
        .getRepositoryService()
        .createDeployment()
        .addString("payment.bpmn20.xml", PAYMENT)
        .deploy();
  }

  private static ProcessEngine engine(HikariDataSource connections) {
    var configuration =
        (ProcessEngineConfigurationImpl)
            ProcessEngineConfiguration.createStandaloneProcessEngineConfiguration();
    // Blocks of ids from the database need a second connection while the first is held: with as
    // many
    // callers as connections everybody waits for everybody.
    configuration.setIdGenerator(new StrongUuidGenerator());
    configuration.setDataSource(connections);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setAsyncExecutorActivate(false);
    return configuration.buildProcessEngine();
  }

  @Override
  public Facts facts() {
    return new Facts(
        "Flowable",
        ProcessEngine.class.getPackage().getImplementationVersion(),
        Keeps.POSTGRESQL,
        "In the callers' process, with UUIDs for ids, 64 connections, no job executor and the"
            + " default history. Decide is comment and complete in one transaction; a cycle also"
            + " asks for the id of the task.");
  }

  @Override
  public Pending start() {
    String run =
        engine
            .getRuntimeService()
            .startProcessInstanceByKey(PROCESS, Map.of("requester", REQUESTER, "amount", AMOUNT))
            .getId();
    String task =
        engine.getTaskService().createTaskQuery().processInstanceId(run).singleResult().getId();
    return new Pending() {
      @Override
      public void approve() {
        decide(run, task);
      }

      @Override
      public Recorded recorded() {
        boolean ended =
            engine
                    .getHistoryService()
                    .createHistoricProcessInstanceQuery()
                    .processInstanceId(run)
                    .finished()
                    .count()
                == 1;
        Comment comment = engine.getTaskService().getProcessInstanceComments(run).getFirst();
        return new Recorded(ended, comment.getUserId(), comment.getFullMessage());
      }
    };
  }

  private void decide(String run, String task) {
    TaskService tasks = engine.getTaskService();
    Authentication.setAuthenticatedUserId(APPROVER);
    try {
      engine
          .getManagementService()
          .<Void>executeCommand(_ -> {
            tasks.addComment(task, run, COMMENT);
            tasks.complete(task, Map.of("decision", "approve"));
            return null;
          });
    } finally {
      Authentication.setAuthenticatedUserId(null);
    }
  }

  @Override
  public void close() {
    engine.close();
    connections.close();
  }
}
