#include "sdk/host/worker/plugin.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "sdk/host/wire/fields.hpp"
#include "sdk/host/worker/page_writer.hpp"

namespace haat {

namespace {

const char* word_for(haat_log_level level) {
  switch (level) {
    case HAAT_LOG_DEBUG:
      return "debug";
    case HAAT_LOG_INFO:
      return "info";
    case HAAT_LOG_WARNING:
      return "warning";
    case HAAT_LOG_ERROR:
      return "error";
    case HAAT_LOG_HOST_MISBEHAVING:
      return "the host misbehaves";
    case HAAT_LOG_PLUGIN_MISBEHAVING:
      return "misbehaves";
    default:
      return "unknown level";
  }
}

const char* stand_in(haat_status status) {
  switch (status) {
    case HAAT_NOT_FOUND:
      return "it knows no such course or page";
    case HAAT_STOPPED:
      return "it stopped, though nobody told it to";
    case HAAT_FAULT_PLUGIN:
      return "it failed by its own fault and did not say why";
    case HAAT_FAULT_HOST:
      return "it blames the host and did not say why";
    case HAAT_FAULT_SETTINGS:
      return "its settings are wrong; it did not say what";
    case HAAT_FAULT_SYSTEM:
      return "the partner's system did not answer";
    case HAAT_FAULT_DATA:
      return "the partner's data make no sense";
    default:
      return nullptr;
  }
}

struct ByteSink {
  haat_byte_sink sink;
  const Plugin::OnBytes& on_bytes;
  std::thread::id thread = std::this_thread::get_id();
  bool stopped = false;

  static haat_status write(const haat_byte_sink* sink, const void* bytes, size_t size) {
    auto& self = *static_cast<ByteSink*>(sink->host_data);
    if (std::this_thread::get_id() != self.thread) return HAAT_STOPPED;
    if (!self.stopped) self.stopped = !self.on_bytes({static_cast<const char*>(bytes), size});
    return self.stopped ? HAAT_STOPPED : HAAT_OK;
  }
};

}  // namespace

Plugin::Plugin(const haat_entry& entry, std::string settings, HttpClient* http)
    : entry_(entry), settings_(std::move(settings)), http_(http) {
  host_ = {HAAT_PROVIDER_ABI, this, "Haat",  HAAT_VERSION,
           settings_.c_str(), log,  explain, get_interface};
}

Plugin::~Plugin() {
  if (provider_ != nullptr) provider_->destroy(provider_);
}

// One write a line, so that lines of several threads do not mix; the host reads them where it reads
// stderr.
void Plugin::log(const haat_host*, haat_log_level level, const char* text) {
  std::string line = std::string(word_for(level)) + ": " +
                     wire::one_line(text != nullptr ? text : "", HAAT_MAX_LOG_LINE) + "\n";
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) return;  // nobody is listening any more
}

void Plugin::explain(const haat_host* host, const char* sentence) {
  of(host).explanation_ = wire::one_line(sentence != nullptr ? sentence : "", HAAT_MAX_TEXT_BYTES);
}

const void* Plugin::get_interface(const haat_host* host, const char* id) {
  static constexpr haat_http http{send_http, why_http};
  const bool known = id != nullptr && std::string_view(id) == HAAT_INTERFACE_HTTP;
  return known && of(host).http_ != nullptr ? &http : nullptr;
}

haat_status Plugin::send_http(const haat_host* host, const haat_http_request* request,
                              const haat_http_sink* sink) {
  if (request == nullptr || sink == nullptr) return HAAT_FAULT_PLUGIN;
  return of(host).http_->send(*request, *sink);
}

const char* Plugin::why_http(const haat_host* host) {
  return of(host).http_->why().c_str();
}

Outcome Plugin::ended(haat_status status) {
  std::string sentence = std::exchange(explanation_, {});
  if (status == HAAT_OK) return {};
  const char* const usual = stand_in(status);
  if (usual == nullptr) {
    log(&host_, HAAT_LOG_PLUGIN_MISBEHAVING,
        "a call ended with a status that the contract does not know");
    return {HAAT_FAULT_PLUGIN, "it answered the unknown status " + std::to_string(status)};
  }
  return {status, sentence.empty() ? usual : std::move(sentence)};
}

Outcome Plugin::start() {
  if (entry_.descriptor == nullptr || entry_.create == nullptr) {
    return {HAAT_FAULT_PLUGIN, "its entry lacks the descriptor or create"};
  }
  provider_ = entry_.create(&host_);
  if (provider_ == nullptr) return ended(HAAT_FAULT_PLUGIN);
  if (const haat_status status = provider_->init(provider_); status != HAAT_OK)
    return ended(status);
  catalogue_ = static_cast<const haat_catalogue*>(
      provider_->get_interface(provider_, HAAT_INTERFACE_CATALOGUE));
  content_ =
      static_cast<const haat_content*>(provider_->get_interface(provider_, HAAT_INTERFACE_CONTENT));
  if (catalogue_ == nullptr) {
    return {HAAT_FAULT_PLUGIN, "it has no " HAAT_INTERFACE_CATALOGUE};
  }
  return {};
}

std::string Plugin::name() const {
  const char* const name = entry_.descriptor->name;
  return wire::one_line(name != nullptr ? name : "", HAAT_MAX_FIELD_BYTES);
}

std::string Plugin::version() const {
  const char* const version = entry_.descriptor->version;
  return wire::one_line(version != nullptr ? version : "", HAAT_MAX_FIELD_BYTES);
}

Plugin::Page Plugin::list(const std::string& cursor) {
  PageWriter writer;
  const haat_status status = catalogue_->list(provider_, cursor.c_str(), &writer.sink());
  if (!writer.refusal().empty()) return {{HAAT_FAULT_PLUGIN, writer.refusal()}, {}};
  if (Outcome outcome = ended(status); outcome.status != HAAT_OK) return {std::move(outcome), {}};
  return {{}, writer.finish()};
}

Outcome Plugin::fetch(const std::string& external_id, const OnBytes& on_bytes) {
  ByteSink sink{{}, on_bytes};
  sink.sink = {&sink, ByteSink::write};
  const haat_status status = content_->fetch(provider_, external_id.c_str(), &sink.sink);
  if (sink.stopped && status == HAAT_OK) {
    log(&host_, HAAT_LOG_PLUGIN_MISBEHAVING, "fetch succeeded although the host had stopped it");
    return ended(HAAT_STOPPED);
  }
  return ended(status);
}

}  // namespace haat
