#include "core/content/run_time_use.hpp"

#include <algorithm>
#include <set>

#include "core/content/leaving.hpp"

namespace haat {
namespace {

constexpr std::size_t most_links = 4096;       // of one file
constexpr std::size_t most_steps = 4'000'000;  // over all links, for all units together

void note(Spoken& spoken, Speaks what) {
  spoken.set(static_cast<std::size_t>(what));
}
bool has(const Spoken& spoken, Speaks what) {
  return spoken.test(static_cast<std::size_t>(what));
}

bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}

// A method's name, called or handed on as a text: api.Commit(""), call("Commit").
bool is_method(const Mention& mention) {
  const char before = mention.previous();
  return before == '.' || is_quote(before);
}

void note_method(Spoken& spoken, const Mention& mention, Speaks what) {
  if (!is_method(mention)) return;
  note(spoken, what);
  note(spoken, Speaks::calls2004);
}

// In "API.LMSCommit()" alone nobody has looked for it.
bool is_look(const Mention& mention) {
  const char before = mention.previous();
  if (before == '.' || before == '[' || is_quote(before)) return true;
  const auto behind = mention.after(8);
  const auto at = behind.find_first_not_of(" \t");
  return at != std::string_view::npos && behind[at] == '=' && behind.substr(at + 1, 1) != "=";
}

void note_mention(Spoken& spoken, const Mention& mention, const Leaving& leaving) {
  const auto call12 = [&](Speaks what) {
    note(spoken, what);
    note(spoken, Speaks::calls12);
  };
  switch (mention.word) {
    case Word::API_:
      if (is_look(mention)) note(spoken, Speaks::api12);
      return;
    case Word::API_1484_11_:
      return note(spoken, Speaks::api2004);
    case Word::LMSInitialize_:
      return call12(Speaks::begins);
    case Word::LMSFinish_:
      return call12(Speaks::ends);
    case Word::LMSSetValue_:
      return call12(Speaks::sets);
    case Word::LMSCommit_:
      return call12(leaving.covers(mention) ? Speaks::calls12 : Speaks::commits);
    case Word::LMSGetValue_:
      return note(spoken, Speaks::calls12);
    case Word::Initialize_:
      return note_method(spoken, mention, Speaks::begins);
    case Word::Terminate_:
      return note_method(spoken, mention, Speaks::ends);
    case Word::SetValue_:
      return note_method(spoken, mention, Speaks::sets);
    case Word::Commit_:
      return note_method(spoken, mention,
                         leaving.covers(mention) ? Speaks::calls2004 : Speaks::commits);
    case Word::GetValue_:
      return note_method(spoken, mention, Speaks::calls2004);
    case Word::lesson_status_:
      return note(spoken, Speaks::completion12);
    case Word::completion_status_:
      return note(spoken, Speaks::completion2004);
    case Word::success_status_:
      return note(spoken, Speaks::success2004);
    case Word::suspend_data_:
      return note(spoken, Speaks::suspend_data);
    case Word::suspend_:
      if (is_quote(mention.previous()) && is_quote(mention.next())) note(spoken, Speaks::suspend);
      return;
    case Word::unload_:
    case Word::onunload_:
    case Word::beforeunload_:
    case Word::onbeforeunload_:
      return note(spoken, Speaks::unload);
    case Word::pagehide_:
    case Word::onpagehide_:
    case Word::visibilitychange_:
    case Word::onvisibilitychange_:
      return note(spoken, Speaks::hide);
    case Word::endpoint_:
    case Word::registration_:
    case Word::activityId_:
      return note(spoken, Speaks::cmi5_launch);
    default:
      return;
  }
}

}  // namespace

RunTimeUse::Number RunTimeUse::number_of(const Entry& entry) const {
  return static_cast<Number>(&entry - package_.entries().data());
}

void RunTimeUse::add(const ContentFile& file) {
  if (file.kind() != FileKind::page && file.kind() != FileKind::script) return;
  const auto* entry = package_.find(file.path());
  if (entry == nullptr) return;
  File facts;
  const Leaving leaving(file);
  for (const auto& mention : file.mentions()) note_mention(facts.spoken, mention, leaving);
  if (file.kind() == FileKind::page) {
    std::set<Number> targets;
    for (const auto& link : file.links())
      if (const auto* target = link.path.empty() ? nullptr : package_.find(link.path);
          target != nullptr && targets.size() < most_links)
        targets.insert(number_of(*target));
    facts.leads_to.assign(targets.begin(), targets.end());
  }
  if (facts.spoken.none() && facts.leads_to.empty()) return;
  const std::lock_guard lock(mutex_);
  files_[number_of(*entry)] = std::move(facts);
}

bool RunTimeUse::speaks(std::string_view path, Speaks what) const {
  const auto* entry = package_.find(path);
  const auto at = entry == nullptr ? files_.end() : files_.find(number_of(*entry));
  return at != files_.end() && has(at->second.spoken, what);
}

std::vector<Spoken> RunTimeUse::by_resource(const CourseStructure& course) const {
  Spoken all;
  for (const auto& [number, file] : files_) all |= file.spoken;

  std::map<std::string_view, const Resource*> by_identifier;
  for (const auto& resource : course.resources)
    by_identifier.emplace(resource.identifier, &resource);

  std::vector<Spoken> result;
  std::vector<bool> reached_by_any(package_.entries().size());
  std::size_t steps = 0;
  for (const auto& resource : course.resources) {
    std::set<Number> seen;
    std::vector<Number> next;
    const auto go_to = [&](std::string_view path) {
      const auto* entry = path.empty() ? nullptr : package_.find(path);
      if (entry != nullptr && seen.insert(number_of(*entry)).second)
        next.push_back(number_of(*entry));
    };
    std::set<const Resource*> resources{&resource};
    std::vector<const Resource*> needed{&resource};
    while (!needed.empty() && steps < most_steps) {
      const auto* each = needed.back();
      needed.pop_back();
      go_to(each->launch);
      for (const auto& file : each->files) go_to(file.path);
      steps += each->files.size() + each->dependencies.size() + 1;
      for (const auto& dependency : each->dependencies)
        if (const auto at = by_identifier.find(dependency);
            at != by_identifier.end() && resources.insert(at->second).second)
          needed.push_back(at->second);
    }
    Spoken spoken;
    while (!next.empty() && steps < most_steps) {
      const auto number = next.back();
      next.pop_back();
      reached_by_any[number] = true;
      const auto at = files_.find(number);
      ++steps;
      if (at == files_.end()) continue;
      spoken |= at->second.spoken;
      steps += at->second.leads_to.size();
      for (const auto target : at->second.leads_to)
        if (seen.insert(target).second) next.push_back(target);
    }
    result.push_back(spoken);
  }
  // Too much to follow: then whatever stands anywhere may belong to each of them.
  if (steps >= most_steps) return std::vector<Spoken>(course.resources.size(), all);

  Spoken unreached;
  for (const auto& [number, file] : files_)
    if (!reached_by_any[number]) unreached |= file.spoken;
  for (auto& spoken : result) spoken |= unreached;
  return result;
}

}  // namespace haat
