#include "sdk/host/worker/health_writer.hpp"

namespace haat {

HealthWriter::HealthWriter() : AnswerWriter("health report") {
  sink_ = {this, tell};
}

haat_status HealthWriter::tell(const haat_health_sink* sink, haat_health_state state,
                               const char* sentence) {
  auto& writer = *static_cast<HealthWriter*>(sink->host_data);
  if (!writer.takes_more()) return HAAT_STOPPED;
  writer.begin_item(1);
  if (state < HAAT_HEALTH_OK || state > HAAT_HEALTH_DOWN)
    writer.refuse("it told the unknown health " + std::to_string(state));
  writer.payload_.u32(static_cast<std::uint32_t>(state));
  writer.token("sentence", sentence, HAAT_MAX_FIELD_BYTES);
  return writer.answer();
}

std::string HealthWriter::finish() {
  if (items() == 0) refuse("it did not tell how the partner's system fares");
  return payload_.bytes();
}

}  // namespace haat
