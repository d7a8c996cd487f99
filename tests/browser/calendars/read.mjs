/* Reads a calendar from the standard input with ical.js, which Thunderbird and Nextcloud use, and says what it understood, as JSON. */

import ICAL from "ical.js";

let text = "";
for await (const part of process.stdin) text += part;

const calendar = new ICAL.Component(ICAL.parse(text));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));

const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
  };
});
console.log(JSON.stringify(events));
