package dev.gatehold.server.page.signin;

import dev.gatehold.engine.store.PeopleStore.Account;
import dev.gatehold.server.ServerSettings;
import dev.gatehold.server.identity.Caller;
import dev.gatehold.server.identity.IdentityParts;
import dev.gatehold.server.page.Frames;
import dev.gatehold.server.page.Notice;
import dev.gatehold.server.page.VisibleText;
import dev.gatehold.server.page.signin.SignInPage.Example;
import dev.gatehold.server.page.signin.SignInPage.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows the sign-in form; whoever is signed in already goes to the inbox. */
@Controller
class SignInScreen {
  private final ServerSettings settings;
  private final IdentityParts identity;
  private final Frames frames;

  SignInScreen(ServerSettings settings, IdentityParts identity, Frames frames) {
    this.settings = settings;
    this.identity = identity;
    this.frames = frames;
  }

  @GetMapping("/login")
  ModelAndView show(
      @AuthenticationPrincipal @Nullable Caller caller,
      @RequestParam Map<String, String> answer,
      HttpServletRequest http) {
    if (caller != null) {
      return new ModelAndView("redirect:/");
    }
    SignInPage page =
        new SignInPage(frames.publicFrame("Sign in", http), notice(answer), example());
    return new ModelAndView("signin/page", "page", page);
  }

  /** Says the same for a wrong name and a wrong password. */
  private static @Nullable Notice notice(Map<String, String> answer) {
    if (answer.containsKey("error")) {
      return Notice.refused(
          "Expected the name and password of an account, but they do not fit.",
          "Check both and try again.");
    }
    if (answer.containsKey("limited")) {
      return Notice.refused(
          "Expected fewer failed sign-ins, but there were too many from here.",
          "Wait a few minutes and try again.");
    }
    return answer.containsKey("out") ? Notice.done("You are signed out.") : null;
  }

  private @Nullable Example example() {
    String password = settings.devPassword();
    if (password == null) {
      return null;
    }
    return new Example(
        identity.people().accounts().values().stream()
            .filter(account -> !account.disabled() && account.passwordHash() == null)
            .sorted(Comparator.comparing(Account::id))
            .map(SignInScreen::person)
            .toList(),
        password);
  }

  private static Person person(Account account) {
    return new Person(
        account.id(),
        VisibleText.line(account.name()),
        String.join(", ", new TreeSet<>(account.groups())));
  }
}
