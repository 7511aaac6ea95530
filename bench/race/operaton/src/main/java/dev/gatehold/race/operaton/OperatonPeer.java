package dev.gatehold.race.operaton;

import com.zaxxer.hikari.HikariDataSource;
import dev.gatehold.bench.race.Peer;
import dev.gatehold.bench.race.Place;
import java.util.Map;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.TaskService;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.operaton.bpm.engine.task.Comment;

/** Operaton as a library: a BPMN process with one user task. */
public final class OperatonPeer implements Peer {
  private static final int CONNECTIONS = 64;
  private static final String PROCESS = "payment";
  private static final String PAYMENT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                   xmlns:operaton="http://operaton.org/schema/1.0/bpmn" targetNamespace="race">
        <process id="payment" isExecutable="true" operaton:historyTimeToLive="P30D">
          <startEvent id="start"/>
          <sequenceFlow id="asked" sourceRef="start" targetRef="review"/>
          <userTask id="review" name="Approve the payment" operaton:candidateGroups="finance"/>
          <sequenceFlow id="decided" sourceRef="review" targetRef="end"/>
          <endEvent id="end"/>
        </process>
      </definitions>
      """;

  private final HikariDataSource connections;
  private final ProcessEngine engine;

  public OperatonPeer(Place place) {
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
    // As for Flowable, whose ancestor is the same.
    configuration.setIdGenerator(new StrongUuidGenerator());
    configuration.setDataSource(connections);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setJobExecutorActivate(false);
    return configuration.buildProcessEngine();
  }

  @Override
  public Facts facts() {
    return new Facts(
        "Operaton",
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
    var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    engine.getIdentityService().setAuthenticatedUserId(APPROVER);
    try {
      configuration
          .getCommandExecutorTxRequired()
          .<Void>execute(_ -> {
            tasks.createComment(task, run, COMMENT);
            tasks.complete(task, Map.of("decision", "approve"));
            return null;
          });
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  @Override
  public void close() {
    engine.close();
    connections.close();
  }
}
