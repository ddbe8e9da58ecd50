#pragma once

#include <string>

#include "plugins/partner/xml.hpp"
#include "sdk/provider/provider.hpp"

namespace oai_pmh {

struct Record {
  haat::provider::Course course;
  std::string package;  // URL of its zip; empty: none
};

// <record>: its identifier, and what its metadata, oai_dc or a LOM, say of the course. Throws
// HAAT_FAULT_DATA if there is neither.
Record read_record(const partner::Element& record);

bool is_deleted(const partner::Element& record);
std::string identifier_of(const partner::Element& record);

}  // namespace oai_pmh
