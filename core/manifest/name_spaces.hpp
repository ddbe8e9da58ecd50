#pragma once

#include <string_view>

// The namespaces that course manifests are written in, under the prefixes that their standards use.
namespace haat::xmlns {

inline constexpr std::string_view xml = "http://www.w3.org/XML/1998/namespace",
                                  xsi = "http://www.w3.org/2001/XMLSchema-instance";

// SCORM 1.2 (Content Aggregation Model, 2.3)
inline constexpr std::string_view imscp12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
                                  adlcp12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2",
                                  imsmd12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1";

// SCORM 2004 (Content Aggregation Model, 3.4 and 5)
inline constexpr std::string_view imscp = "http://www.imsglobal.org/xsd/imscp_v1p1",
                                  imsss = "http://www.imsglobal.org/xsd/imsss",
                                  adlcp = "http://www.adlnet.org/xsd/adlcp_v1p3",
                                  adlseq = "http://www.adlnet.org/xsd/adlseq_v1p3",
                                  adlnav = "http://www.adlnet.org/xsd/adlnav_v1p3",
                                  lom = "http://ltsc.ieee.org/xsd/LOM";

// cmi5, 13 (course structure)
inline constexpr std::string_view cmi5 =
    "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd";

inline constexpr std::string_view tincan = "http://projecttincan.com/tincan.xsd";

}  // namespace haat::xmlns
