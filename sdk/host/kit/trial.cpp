#include "sdk/host/kit/trial.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <new>
#include <random>
#include <unordered_set>
#include <utility>

#include "sdk/host/kit/tests.hpp"
#include "sdk/host/wire/fields.hpp"
#include "sdk/host/worker/library.hpp"

namespace haat::kit {
namespace {

// How far a walk goes: a test makes a few, within its deadline, and remembers a little of each row.
constexpr std::size_t most_pages = 10'000;
constexpr std::size_t most_rows = 200'000;
constexpr std::chrono::seconds longest_walk{5};
constexpr std::size_t most_bytes = 64u << 20;

// The sinks of one call, and what they see.
struct Watch {
  Seen seen;
  Stop stop;
  bool stopped = false;
  std::size_t told_bytes = 0;
  std::thread::id thread = std::this_thread::get_id();

  std::optional<std::string> kept(const char* text) {
    if (text == nullptr) return std::nullopt;
    std::string copy(text);
    told_bytes += copy.size();
    return copy;
  }
  haat_status answer(bool stop_now) {
    if (std::this_thread::get_id() != thread) seen.other_thread = true;
    if (stopped) ++seen.after_stop;
    stopped = stopped || stop_now;
    return stopped ? HAAT_STOPPED : HAAT_OK;
  }
  // One more course, completion or record. As in a host it is over once a page is over a limit,
  // but with what is over it taken, so that a test can tell of it.
  haat_status answer_row() {
    seen.over_limit = seen.rows() > HAAT_MAX_PAGE_COURSES || told_bytes > HAAT_MAX_PAGE_BYTES;
    return answer(seen.rows() >= stop.at_row || seen.over_limit);
  }
  // No exception of ours may cross the provider's frames.
  template <class Act>
  haat_status keep(Act act) {
    try {
      act();
      return HAAT_OK;
    } catch (const std::bad_alloc&) {
      stopped = true;
      return HAAT_STOPPED;
    }
  }
  static haat_status add(const haat_page_sink* sink, const haat_course* course) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    const auto answer = watch.answer_row();
    return answer == HAAT_OK ? watch.keep([&] {
      watch.seen.courses.push_back({watch.kept(course->external_id), watch.kept(course->title),
                                    watch.kept(course->description), watch.kept(course->language),
                                    watch.kept(course->duration), watch.kept(course->version),
                                    watch.kept(course->licence), course->has_package != 0});
    })
                             : answer;
  }
  static haat_status next(const haat_page_sink* sink, const char* cursor) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    const auto answer = watch.answer(watch.stop.at_next);
    if (answer == HAAT_OK) ++watch.seen.nexts;
    return answer == HAAT_OK
               ? watch.keep([&] { watch.seen.next = cursor == nullptr ? "" : cursor; })
               : answer;
  }
  // What follows a page of changes or completions.
  haat_status follow(const char* cursor, int32_t more) {
    const auto answered = answer(stop.at_next);
    if (answered != HAAT_OK) return answered;
    ++seen.nexts;
    seen.more = more != 0;
    return keep([&] { seen.next = cursor == nullptr ? "" : cursor; });
  }
  static haat_status changed(const haat_delta_sink* sink, const haat_course* course) {
    const haat_page_sink same{sink->host_data, add, next};
    return add(&same, course);
  }
  static haat_status gone(const haat_delta_sink* sink, const char* external_id) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    const auto answer = watch.answer_row();
    return answer == HAAT_OK ? watch.keep([&] {
      watch.seen.gone.push_back({watch.kept(external_id).value_or(""), watch.seen.courses.size()});
    })
                             : answer;
  }
  static haat_status next_changes(const haat_delta_sink* sink, const char* cursor, int32_t more) {
    return static_cast<Watch*>(sink->host_data)->follow(cursor, more);
  }
  static haat_status complete(const haat_completion_sink* sink, const haat_completion* one) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    const auto answer = watch.answer_row();
    const auto number = [](const double* value) {
      return value == nullptr ? std::nullopt : std::optional<double>(*value);
    };
    return answer == HAAT_OK ? watch.keep([&] {
      watch.seen.completions.push_back({watch.kept(one->learner), watch.kept(one->external_id),
                                        watch.kept(one->began_at), watch.kept(one->finished_at),
                                        watch.kept(one->certificate), number(one->score),
                                        number(one->hours)});
    })
                             : answer;
  }
  static haat_status next_completions(const haat_completion_sink* sink, const char* cursor,
                                      int32_t more) {
    return static_cast<Watch*>(sink->host_data)->follow(cursor, more);
  }
  static haat_status add_record(const haat_record_sink* sink, const haat_record* record) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    const auto answer = watch.answer_row();
    return answer == HAAT_OK ? watch.keep([&] {
      watch.seen.records.push_back({watch.kept(record->json), record->has_package != 0});
    })
                             : answer;
  }
  static haat_status next_records(const haat_record_sink* sink, const char* cursor) {
    const haat_page_sink same{sink->host_data, add, next};
    return next(&same, cursor);
  }
  haat_status told(int32_t what, const char* sentence) {
    const auto answered = answer(false);
    return answered == HAAT_OK ? keep([&] {
      seen.tells.push_back({what, sentence == nullptr ? "" : sentence});
    })
                               : answered;
  }
  static haat_status tell_health(const haat_health_sink* sink, haat_health_state state,
                                 const char* sentence) {
    return static_cast<Watch*>(sink->host_data)->told(state, sentence);
  }
  static haat_status tell_verdict(const haat_certificate_sink* sink,
                                  haat_certificate_verdict verdict, const char* sentence) {
    return static_cast<Watch*>(sink->host_data)->told(verdict, sentence);
  }
  static haat_status tell_address(const haat_launch_sink* sink, const char* address) {
    return static_cast<Watch*>(sink->host_data)->told(0, address);
  }
  static haat_status tell_fact(const haat_certificate_sink* sink, const char*, const char*) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    ++watch.seen.facts;
    return watch.answer(false);
  }
  static haat_status write(const haat_byte_sink* sink, const void* bytes, size_t size) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    auto& taken = watch.seen.bytes;
    const auto answer = watch.answer(taken.size() >= std::min(watch.stop.at_bytes, most_bytes));
    return answer == HAAT_OK
               ? watch.keep([&] { taken.append(static_cast<const char*>(bytes), size); })
               : answer;
  }
};

constexpr const char* status_names[] = {
    "HAAT_OK",         "HAAT_NOT_FOUND",      "HAAT_STOPPED",      "HAAT_FAULT_PLUGIN",
    "HAAT_FAULT_HOST", "HAAT_FAULT_SETTINGS", "HAAT_FAULT_SYSTEM", "HAAT_FAULT_DATA"};

}  // namespace

bool is_known(haat_status status) {
  return status >= 0 && static_cast<std::size_t>(status) < std::size(status_names);
}

std::string status_name(haat_status status) {
  return is_known(status) ? status_names[status] : std::to_string(status) + ", which is none";
}

std::string ending_of(const Seen& seen) {
  return "ends with the status " + status_name(seen.status) +
         (seen.explanation.empty() ? "" : ": " + seen.explanation);
}

std::string quoted(const std::string& text) {
  return "\"" + wire::one_line(text, 100) + "\"";
}

namespace {

// UTF-8 of any character but NUL, with those more often that programs trip over.
std::string random_character(std::mt19937_64& random) {
  std::uint32_t code = 1 + random() % 0x7f;
  if (random() % 4 == 0) code = 1 + random() % 0x10ffff;
  if (code < 0x80) return {static_cast<char>(code)};
  const auto last = [&](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
  if (code < 0x800) return {static_cast<char>(0xc0 | (code >> 6)), last(0)};
  if (code >= 0xd800 && code <= 0xdfff) code -= 0x1000;  // surrogates are no characters
  if (code < 0x10000) return {static_cast<char>(0xe0 | (code >> 12)), last(6), last(0)};
  return {static_cast<char>(0xf0 | (code >> 18)), last(12), last(6), last(0)};
}

}  // namespace

std::vector<std::string> garbage(std::uint64_t seed, std::size_t limit) {
  std::vector<std::string> all{"../../../../etc/passwd",
                               "/etc/passwd",
                               "%s%s%s%n%n",
                               "' OR '1'='1",
                               "<script>alert(1)</script>",
                               "-1",
                               "0",
                               "18446744073709551616",
                               "9223372036854775807",
                               "1e999",
                               "null",
                               "{\"a\":[",
                               "\r\nX-Evil: 1",
                               "\x1b[2J",
                               "\x7f",
                               "\xe2\x80\xae",
                               "\xef\xbf\xbf",
                               "\xf4\x8f\xbf\xbf",
                               std::string(limit, 'x'),
                               std::string(limit, '9')};
  std::mt19937_64 random(seed);
  for (int i = 0; i < 200; ++i) {
    std::string text;
    for (std::size_t size = 1 + random() % std::min<std::size_t>(limit, 300); text.size() < size;)
      if (const std::string one = random_character(random); text.size() + one.size() <= limit)
        text += one;
    all.push_back(std::move(text));
  }
  return all;
}

std::size_t digest_of(const SeenCourse& course) {
  std::string all(1, course.has_package ? '1' : '0');
  for (const auto& text : {course.external_id, course.title, course.description, course.language,
                           course.duration, course.version, course.licence}) {
    all += text ? '+' : '-';
    all.append(text.value_or("")).push_back('\0');
  }
  return std::hash<std::string>()(all);
}

Trial::Trial(std::filesystem::path library, Settings settings, std::uint64_t seed, HttpClient& http)
    : library_(std::move(library)),
      settings_(std::move(settings)),
      seed_(seed),
      http_(http),
      stat_(::open("/proc/self/stat", O_RDONLY | O_CLOEXEC)) {
  host_ = {HAAT_PROVIDER_ABI, this, "Haat",  "conformance kit",
           nullptr,           log,  explain, host_interface};
}

Trial::~Trial() {
  destroy();
  ::close(stat_);
}

void Trial::log(const haat_host*, haat_log_level, const char* line) {
  const std::string text = wire::one_line(line != nullptr ? line : "", HAAT_MAX_LOG_LINE) + "\n";
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;  // nobody is listening any more
}

void Trial::explain(const haat_host* host, const char* sentence) {
  of(host).explanation_ = wire::one_line(sentence != nullptr ? sentence : "", HAAT_MAX_TEXT_BYTES);
}

const void* Trial::host_interface(const haat_host*, const char* id) {
  static constexpr haat_http http{send_http, why_http};
  static constexpr haat_settings settings{declare};
  static constexpr haat_call call{[](const haat_host*) -> std::int32_t { return 1; }};
  const std::string_view asked = id != nullptr ? id : "";
  if (asked == HAAT_INTERFACE_SETTINGS) return &settings;
  if (asked == HAAT_INTERFACE_CALL) return &call;
  return asked == HAAT_INTERFACE_HTTP ? &http : nullptr;
}

haat_status Trial::declare(const haat_host* host, const char* schema) {
  Trial& self = of(host);
  const std::string_view text = schema != nullptr ? schema : "";
  if (!self.creating_)
    self.schema_trouble_ = "it was declared outside of create";
  else if (text.size() > HAAT_MAX_TEXT_BYTES)
    self.schema_trouble_ = "it has " + std::to_string(text.size()) + " bytes; the limit is " +
                           std::to_string(HAAT_MAX_TEXT_BYTES);
  else if (!wire::is_text(text))
    self.schema_trouble_ = "it is no UTF-8";
  else
    self.schema_ = text;
  return self.schema_trouble_.empty() ? HAAT_OK : HAAT_FAULT_PLUGIN;
}

haat_status Trial::send_http(const haat_host* host, const haat_http_request* request,
                             const haat_http_sink* sink) {
  if (request == nullptr || sink == nullptr) return HAAT_FAULT_PLUGIN;
  return of(host).http_.send(*request, *sink);
}

const char* Trial::why_http(const haat_host* host) {
  return of(host).http_.why().c_str();
}

std::string Trial::open() {
  if (entry_ != nullptr) return {};
  const auto entry = open_library(library_, library_.filename().string());
  if (!entry) return entry.error();
  entry_ = *entry;
  return {};
}

std::string Trial::create() {
  if (auto trouble = open(); !trouble.empty()) return trouble;
  destroy();
  host_.settings = (other_settings_.empty() ? settings_.given : other_settings_).c_str();
  if (entry_->create == nullptr || entry_->descriptor == nullptr)
    return "the entry lacks its descriptor or create";
  schema_.clear();
  schema_trouble_.clear();
  creating_ = true;
  provider_ = entry_->create(&host_);
  creating_ = false;
  if (provider_ == nullptr)
    return "create gives no provider" +
           (explanation_.empty() ? std::string() : ": " + explanation_);
  if (provider_->init != nullptr && provider_->destroy != nullptr &&
      provider_->get_interface != nullptr)
    return {};
  provider_ = nullptr;
  return "the provider lacks init, destroy or get_interface";
}

haat_status Trial::call_init() {
  explanation_.clear();
  return provider_->init(provider_);
}

std::string Trial::init() {
  if (auto trouble = create(); !trouble.empty()) return trouble;
  const haat_status status = call_init();
  if (status == HAAT_OK) return {};
  return "init ends with the status " + status_name(status) + ": " + explanation_;
}

std::string Trial::catalogue() {
  if (auto trouble = init(); !trouble.empty()) return trouble;
  catalogue_ = static_cast<const haat_catalogue*>(interface(HAAT_INTERFACE_CATALOGUE));
  content_ = static_cast<const haat_content*>(interface(HAAT_INTERFACE_CONTENT));
  if (catalogue_ == nullptr || catalogue_->list == nullptr)
    return "there is no " HAAT_INTERFACE_CATALOGUE;
  if (content_ != nullptr && content_->fetch == nullptr)
    return "its " HAAT_INTERFACE_CONTENT " has no fetch";
  return {};
}

namespace {

std::optional<Verdict> skipped_for(std::string trouble) {
  return trouble.empty() ? std::nullopt : std::optional(skipped(std::move(trouble)));
}

}  // namespace

std::optional<Verdict> Trial::opened() {
  return skipped_for(open());
}
std::optional<Verdict> Trial::created() {
  return skipped_for(create());
}
std::optional<Verdict> Trial::started() {
  return skipped_for(catalogue());
}
std::optional<Verdict> Trial::started_with_content() {
  if (auto missing = started()) return missing;
  return skipped_for(has_content() ? "" : "it has no " HAAT_INTERFACE_CONTENT);
}

std::optional<Verdict> Trial::started_with(const char* id) {
  if (auto missing = started()) return missing;
  return skipped_for(interface(id) != nullptr ? "" : std::string("it has no ") + id);
}

void Trial::destroy() {
  if (provider_ != nullptr) provider_->destroy(std::exchange(provider_, nullptr));
  catalogue_ = nullptr;
  content_ = nullptr;
}

namespace {

// What one call does, watched: `call` makes it.
template <class Call>
Seen watched(std::string& explanation, const Stop& stop, const Call& call) {
  Watch watch;
  watch.stop = stop;
  explanation.clear();
  watch.seen.status = call(watch);
  watch.seen.explanation = explanation;
  return std::move(watch.seen);
}

}  // namespace

Seen Trial::list(const std::string& cursor, const Stop& stop) {
  return watched(explanation_, stop, [&](Watch& watch) {
    const haat_page_sink sink{&watch, Watch::add, Watch::next};
    return catalogue_->list(provider_, cursor.c_str(), &sink);
  });
}

Seen Trial::fetch(const std::string& external_id, const Stop& stop) {
  return watched(explanation_, stop, [&](Watch& watch) {
    const haat_byte_sink sink{&watch, Watch::write};
    return content_->fetch(provider_, external_id.c_str(), &sink);
  });
}

Seen Trial::changes(const std::string& cursor, const Stop& stop) {
  const auto* delta = static_cast<const haat_delta*>(interface(HAAT_INTERFACE_DELTA));
  return watched(explanation_, stop, [&](Watch& watch) {
    const haat_delta_sink sink{&watch, Watch::changed, Watch::gone, Watch::next_changes};
    return delta->changes(provider_, cursor.c_str(), &sink);
  });
}

Seen Trial::completions(const std::string& cursor, const Stop& stop) {
  const auto* all = static_cast<const haat_completions*>(interface(HAAT_INTERFACE_COMPLETIONS));
  return watched(explanation_, stop, [&](Watch& watch) {
    const haat_completion_sink sink{&watch, Watch::complete, Watch::next_completions};
    return all->list(provider_, cursor.c_str(), &sink);
  });
}

Seen Trial::records(const std::string& cursor, const Stop& stop) {
  const auto* all = static_cast<const haat_records*>(interface(HAAT_INTERFACE_RECORDS));
  return watched(explanation_, stop, [&](Watch& watch) {
    const haat_record_sink sink{&watch, Watch::add_record, Watch::next_records};
    return all->list(provider_, cursor.c_str(), &sink);
  });
}

Seen Trial::ask(Told told, const std::string& cursor, const Stop& stop) {
  switch (told) {
    case Told::catalogue:
      break;
    case Told::changes:
      return changes(cursor, stop);
    case Told::completions:
      return completions(cursor, stop);
    case Told::records:
      return records(cursor, stop);
  }
  return list(cursor, stop);
}

Seen Trial::check_health() {
  const auto* health = static_cast<const haat_health*>(interface(HAAT_INTERFACE_HEALTH));
  return watched(explanation_, {}, [&](Watch& watch) {
    const haat_health_sink sink{&watch, Watch::tell_health};
    return health->check(provider_, &sink);
  });
}

Seen Trial::verify(const std::string& certificate) {
  const auto* all = static_cast<const haat_certificates*>(interface(HAAT_INTERFACE_CERTIFICATES));
  return watched(explanation_, {}, [&](Watch& watch) {
    const haat_certificate_sink sink{&watch, Watch::tell_verdict, Watch::tell_fact};
    return all->verify(provider_, certificate.c_str(), &sink);
  });
}

Seen Trial::launch(const std::string& external_id) {
  const auto* all = static_cast<const haat_launch*>(interface(HAAT_INTERFACE_LAUNCH));
  return watched(explanation_, {}, [&](Watch& watch) {
    const haat_launch_sink sink{&watch, Watch::tell_address};
    return all->address(provider_, external_id.c_str(), &sink);
  });
}

Trial::Walk Trial::walk(Told told, const Look& look) {
  const auto deadline = std::chrono::steady_clock::now() + longest_walk;
  const bool follows = told == Told::changes || told == Told::completions;
  Walk walk;
  std::unordered_set<std::size_t> known;  // digests of the cursors
  for (std::string cursor;;) {
    const Seen seen = ask(told, cursor);
    const std::string page = "page " + std::to_string(++walk.pages);
    walk.rows += seen.rows();
    if (!look(seen, cursor)) return walk;
    if (seen.over_limit) {
      walk.trouble = page + " has more than " + std::to_string(HAAT_MAX_PAGE_COURSES) +
                     " rows, or more than " + std::to_string(HAAT_MAX_PAGE_BYTES) + " bytes";
      return walk;
    }
    if (seen.status != HAAT_OK) {
      walk.trouble =
          page + " ends with the status " + status_name(seen.status) + ": " + seen.explanation;
      return walk;
    }
    if (follows && seen.nexts != 1) {
      walk.trouble = page + " calls next " + std::to_string(seen.nexts) + " times, not once";
      return walk;
    }
    if (follows && !seen.more) walk.end = *seen.next;
    if (!seen.next || !walk.end.empty()) return walk;
    cursor = *seen.next;
    if (!known.insert(std::hash<std::string>()(cursor)).second) {
      walk.trouble = page + " leads to the cursor \"" + wire::one_line(cursor, 100) +
                     "\", which was there before";
      return walk;
    }
    if (walk.pages == most_pages || walk.rows >= most_rows ||
        std::chrono::steady_clock::now() >= deadline) {
      walk.too_long = "there is more than the kit walks; it went " + std::to_string(walk.pages) +
                      " pages far, with " + std::to_string(walk.rows) + " rows";
      return walk;
    }
  }
}

int Trial::descriptors() {
  int open = 0;
  for (int number = 0; number < 1024; ++number)
    if (::fcntl(number, F_GETFD) >= 0) ++open;
  return open;
}

// Counted behind the name, which may hold anything.
std::uint64_t Trial::stat(int field) const {
  char text[1024] = {};
  if (::pread(stat_, text, sizeof text - 1, 0) <= 0) return 0;
  std::string_view rest(text);
  rest.remove_prefix(std::min(rest.rfind(')'), rest.size() - 1) + 1);
  for (int at = 3; at < field; ++at) rest.remove_prefix(std::min(rest.find(' ', 1), rest.size()));
  return std::strtoull(std::string(rest).c_str(), nullptr, 10);
}

#define TEST(function, summary) Verdict function(Trial& trial);
HAAT_KIT_TESTS(TEST)
#undef TEST

std::optional<Verdict> run_test(std::string_view name, Trial& trial) {
  using Run = Verdict (*)(Trial&);
#define TEST(function, summary) function,
  constexpr Run runs[] = {HAAT_KIT_TESTS(TEST)};
#undef TEST
  const auto names = tests();
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const TestName& test) { return test.name == name; });
  if (found == names.end()) return std::nullopt;
  return runs[found - names.begin()](trial);
}

}  // namespace haat::kit
