#include <algorithm>

#include "sdk/host/kit/trial.hpp"
#include "sdk/host/wire/fields.hpp"

// haat.health and haat.certificates: what the partner says of itself and of its certificates
namespace haat::kit {
namespace {

constexpr std::size_t most_verified = 20;

// Whether it told one thing, of those there are, in a sentence.
std::string trouble_of(const Seen& seen, int32_t last) {
  if (seen.status != HAAT_OK)
    return "ends with the status " + status_name(seen.status) + ": " + seen.explanation;
  if (seen.tells.size() != 1)
    return "tells " + std::to_string(seen.tells.size()) + " times, not once";
  const auto& [what, sentence] = seen.tells.front();
  if (what < 0 || what > last) return "tells " + std::to_string(what) + ", which is none";
  if (sentence.find_first_not_of(' ') == std::string::npos) return "tells no sentence";
  if (sentence.size() > HAAT_MAX_FIELD_BYTES || !wire::is_token(sentence))
    return "tells a sentence that is too long or no plain text: " + quoted(sentence);
  if (sentence.ends_with('.')) return "tells a sentence with a full stop: " + quoted(sentence);
  if (seen.other_thread) return "calls the sink on a thread of the provider's own";
  if (seen.facts > static_cast<int>(HAAT_MAX_CERTIFICATE_FACTS))
    return "tells more than " + std::to_string(HAAT_MAX_CERTIFICATE_FACTS) + " facts";
  return {};
}

}  // namespace

// A partner that is down may be told of by a fault, too, whosever it is.
Verdict health_is_told(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_HEALTH)) return *missing;
  const Seen seen = trial.check_health();
  if (seen.status != HAAT_OK && is_known(seen.status))
    return seen.explanation.empty()
               ? failed("check ends with the status " + status_name(seen.status) +
                        ", which counts as down, and does not say why")
               : passed();
  const std::string trouble = trouble_of(seen, HAAT_HEALTH_DOWN);
  return trouble.empty() ? passed() : failed("check " + trouble);
}

Verdict certificates_are_judged(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_CERTIFICATES)) return *missing;
  for (const std::string& text : {std::string("a certificate that nobody gave"), std::string(),
                                  std::string(HAAT_MAX_TEXT_BYTES, 'c')})
    if (const std::string trouble = trouble_of(trial.verify(text), HAAT_CERTIFICATE_INVALID);
        !trouble.empty())
      return failed("of the certificate " + quoted(text) + ", verify " + trouble);
  return passed();
}

Verdict certificates_unknown_are_not_valid(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_CERTIFICATES)) return *missing;
  for (const std::string& text : garbage(trial.seed(), HAAT_MAX_TEXT_BYTES))
    for (const auto& [verdict, sentence] : trial.verify(text).tells)
      if (verdict == HAAT_CERTIFICATE_VALID)
        return failed("the certificate " + quoted(text) + " is valid, says verify");
  return passed();
}

Verdict certificates_of_completions_are_known(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_CERTIFICATES)) return *missing;
  if (trial.interface(HAAT_INTERFACE_COMPLETIONS) == nullptr)
    return skipped("it has no " HAAT_INTERFACE_COMPLETIONS);
  std::vector<std::string> named;
  trial.walk(Told::completions, [&](const Seen& page, const std::string&) {
    for (const SeenCompletion& one : page.completions)
      if (!one.certificate.value_or("").empty() && named.size() < most_verified)
        named.push_back(*one.certificate);
    return named.size() < most_verified;
  });
  for (const std::string& certificate : named)
    if (const Seen seen = trial.verify(certificate);
        seen.tells.empty() || seen.tells.front().what == HAAT_CERTIFICATE_UNKNOWN)
      return failed("a completion names the certificate " + quoted(certificate) +
                    ", and verify does not know it");
  return named.empty() ? skipped("no completion names a certificate") : passed();
}

}  // namespace haat::kit
