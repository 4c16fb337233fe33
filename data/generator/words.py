"""What customers say: for every need what they wish (+) and what comes of it today (-).

Each need: id | title | theme | quotes | trend | importance, mean | segments that speak of it | what would meet it, by
the opportunities' titles. ``{site}`` becomes a word of the speaker's own world, ``{n}`` a number.
"""

NEEDS = """
N-01 | Install a gateway without a specialist | Provisioning | 24 | up | 2.1 | machines 3, integrators 3, food 1 | Commission a gateway by QR code; Offline commissioning on a laptop
+ Our fitters should get a gateway running without calling anybody.
+ Scan a label and it is in the right {site}: that is all I want from commissioning.
+ Whoever mounts the box should be able to finish the job.
+ I would like a new {site} online before the electrician has packed up.
- Today it takes {n} hours and somebody who knows the console.
- Last month we sent an engineer {n} kilometres for ten minutes of typing.
- We have {n} more to install this year.
- Half of our tickets are mistyped tenant names.
N-02 | See a machine's signals without typing addresses | Connectivity | 21 | flat | 2.0 | machines 4, food 2, energy 1 | OPC UA address space browser; Templates for the forty commonest drives
+ Show me the machine's own tree and let me tick what I need.
+ Why do I have to copy node ids out of a PDF?
+ Common drives should be in a list, with units and scaling.
+ I want to find the temperature by its name, not by its register.
- One wrong digit and we log nonsense for {n} days.
- A new machine type costs us {n} hours of mapping.
- Our younger colleagues give up here.
- The PDF is never the one of this firmware.
N-03 | Lose no data while the line is down | Connectivity | 23 | flat | 2.6 | water 3, energy 3, food 2 | Buffer seven days of MQTT while the uplink is down
+ When the uplink comes back, every value must be there.
+ I need the chart without a hole after an outage.
+ Keep the data on the box until somebody has taken it.
+ A weekend without network must not cost us the weekend's data.
- Our authority asks for gapless records.
- We lost {n} hours in the last storm.
- The {site} is on a radio link that drops every night.
- We write it down by hand when we see a gap.
N-04 | Update many gateways without fear | OTA updates | 23 | flat | 2.5 | machines 3, energy 2, integrators 2 | Staged OTA updates with automatic rollback; Maintenance windows per site
+ Update five first, then the rest, and go back by yourself if it fails.
+ An update must never stop a {site}.
+ I want to say when you may update, and you keep to it.
+ Let me see which gateways took the update and which did not.
- We still have {n} units on the version from two years ago.
- Nobody here presses the update button on a Friday.
- Once it went wrong and we drove to {n} of them.
- Our customers ask us before every update, so we skip most.
N-05 | Change settings on many gateways at once | Fleet health | 15 | flat | 1.8 | integrators 4, machines 2 | Bulk change of device settings
+ Select two hundred, change one setting, done.
+ I would like to change the broker's address everywhere at once.
+ Tell me afterwards which ones refused the change.
- We clicked through {n} gateways for a new time server.
- A student did it by hand for a week.
- We wrote a script against your API, and it breaks with every release.
- Three of {n} were forgotten.
N-06 | Know which site needs me today | Fleet health | 20 | up | 1.9 | integrators 3, water 2, energy 2 | Health score per site, with its reasons; Maps of sites with clustering
+ One number for each {site}, and why it is low.
+ In the morning I want to know where to drive first.
+ Put the bad ones on top, with the reason.
+ A map would do, if it stayed readable with all of them on it.
- I open {n} pages to find one that is in trouble.
- We hear of it from the customer, not from you.
- The status says green and the {site} stands still.
- My list has {n} lines, and all look the same.
N-07 | Be woken only by what matters | Fleet health | 22 | up | 2.3 | food 4, water 1, energy 1 | Alarm grouping by root cause; Alarm digest by e-mail
+ One broken switch should be one alarm.
+ At night I want to hear of what stops the {site}, and of nothing else.
+ Group what belongs together.
+ Send the rest in the morning, in one mail.
- Last Tuesday we had {n} alarms for one cable.
- People have muted the app, so the real one was missed.
- The night shift counts them instead of acting.
- I stopped reading them.
N-08 | Know what each machine uses in energy | Data | 21 | up | 1.9 | food 4, machines 1, energy 1 | Energy per machine from current clamps; Carbon report per batch
+ I need kilowatt-hours by machine and shift.
+ Energy per batch, without touching the machine's control.
+ Our customers ask for the carbon of each order.
+ Show me what the {site} draws when nothing is made.
- We have one meter for the whole hall.
- The auditor comes in {n} weeks.
- Somebody reads {n} meters with a clipboard.
- Idle costs us more than we thought, but we cannot prove it.
N-09 | Use the company's own sign-in | Console | 15 | up | 2.2 | energy 3, food 2, machines 2 | Single sign-on with SAML and OIDC
+ We need single sign-on, or our IT will not sign.
+ People who leave must lose access the same day.
+ No more passwords of your own, please.
- We found {n} accounts of people who had left.
- IT has stopped the roll-out for this.
- Each audit asks the same question.
- They share one password on the shop floor.
N-10 | Let the integrator look and not touch | Console | 15 | flat | 1.5 | integrators 5, food 1 | Read-only accounts for system integrators; Fleet view for resellers
+ I look after {n} customers and want to see them all in one place.
+ Give us accounts that can see everything and change nothing.
+ Our customers would let us in if we could not break anything.
- Today they read values to me over the phone.
- We keep a list of {n} logins.
- They gave us the administrator's password; I would rather not have it.
N-11 | Read Rockwell controllers directly | Connectivity | 18 | up | 2.2 | food 2, machines 1 | EtherNet/IP scanner
+ We need EtherNet/IP, our lines are all Rockwell.
+ Talk to the ControlLogix directly.
+ Without EtherNet/IP you are out for our American plants.
+ Read the tags of a CompactLogix by name.
- Today there is a second box in between, and it costs more than yours.
- The converter fails every {n} weeks.
- We have {n} lines with these controllers.
- Your competitor showed it to us at the fair.
N-12 | Fit into the SCADA that is there | Connectivity | 15 | down | 1.8 | water 3, food 1, machines 1 | Sparkplug B payloads; PROFINET device mode
+ Our SCADA speaks Sparkplug, so should you.
+ The gateway should show up in our engineering tool like any device.
+ The control room must see which values are stale.
- We mapped {n} topics by hand.
- The old values looked like live ones for {n} hours.
- We will not replace the SCADA for a gateway.
N-13 | Prove who changed what | Security | 13 | up | 2.0 | energy 3, food 1, machines 1 | Signed audit trail of operator actions
+ I must be able to show who changed a limit, and when.
+ The log has to hold before an auditor.
+ Nobody should be able to edit the trail, not even we.
- The auditor wrote a finding about it.
- Somebody changed a set point and nobody did it.
- We have {n} people with the same rights.
N-14 | Show our security team what is inside | Security | 14 | up | 2.0 | energy 3, machines 2 | SBOM of every release in SPDX and CycloneDX
+ Our security people want a bill of materials of every release.
+ Tell us which components are inside and when they are out of support.
+ We need it in a form that our scanner reads.
- Without it procurement does not go on.
- We answered {n} questionnaires this year.
- They scan your box and send me the list.
N-15 | Swap a broken gateway in minutes | Provisioning | 14 | flat | 2.2 | water 2, integrators 2, machines 1 | Replace a gateway without commissioning it again
+ The spare should become the old one, with everything on it.
+ Swap the box, press one button, go home.
+ The electrician on call must be able to replace it.
- We were down for {n} hours because of settings.
- There is a spare in every van, and nobody dares to use it.
- The settings are in a spreadsheet from {n} months ago.
N-16 | Know before a gateway fails | Fleet health | 11 | flat | 1.7 | water 2, energy 2 | Early warning of flash wear
+ Tell me months ahead which one is going to die.
+ I would rather replace it on a planned visit.
+ Wear of the memory is something that you can see and I cannot.
- {n} of them died in the same summer.
- The nearest {site} is two hours by boat.
- Last year it happened on Christmas Eve.
N-17 | Stay online where the network is bad | Connectivity | 13 | down | 1.9 | water 3, energy 3 | Cellular failover with two SIMs; Delta updates for slow links; Satellite uplink
+ It should change to the other operator by itself.
+ Updates must be small, our link is slow.
+ There is no mast near the {site}.
- An update takes {n} hours over this line.
- We drive out with a laptop.
- One operator was down for {n} hours in spring.
N-18 | Get the data out for our analysts | Data | 13 | up | 1.7 | food 1, energy 2, machines 2 | Time series export to Parquet; Data access for the machine's user under the Data Act
+ Give us a year of data in one file.
+ It is our data, we want it without asking.
+ Our data people want Parquet and not a million CSV rows.
- The export stops after {n} days.
- Excel opens it and then it does not.
- They asked our lawyer about the Data Act.
N-19 | React at the machine without programming | Data | 12 | flat | 1.6 | food 2, machines 1 | Edge rules without code
+ If the bearing is hot and the pump runs, open a ticket: nothing more.
+ I want to set a simple rule myself.
+ It should still work when the cloud is away.
- Today we wait {n} weeks for a change.
- The PLC programmer charges for every if.
- I drew it on paper for your people.
N-20 | See how well a line runs | Data | 11 | flat | 1.4 | food 3, machines 1 | OEE dashboard out of the box
+ Availability, performance, quality, out of the box.
+ I want the OEE of yesterday on one page.
+ Our shift meeting needs three numbers.
- We paid {n} thousand for a project that nobody looks at.
- The foreman keeps his own sheet.
- Each plant counts it in another way.
N-21 | Work in the language of the shift | Console | 8 | down | 1.2 | food 4 | Operator hints in seven languages; Shift handover notes
+ The night shift reads Polish and Turkish.
+ Hints beside an alarm should be in our language.
- They call me to translate at {n} in the morning.
- They press acknowledge without reading.
N-22 | Mount it where it gets wet | Hardware | 8 | flat | 1.4 | food 3 | M12 connectors on the housing
+ It must survive the wash-down.
+ M12, please, like everything else in the hall.
- We lost {n} of them to water.
- We put it into a box, and the box gets hot.
N-23 | Find a fault without travelling | Connectivity | 11 | flat | 1.8 | integrators 2, machines 2 | Remote packet capture; Gateway logs in the console
+ Let your support look at the traffic, so that I need not drive.
+ A minute of packets would tell you everything.
- It took {n} days until somebody was there at the right moment.
- We sent logs back and forth for {n} weeks.
N-24 | Know what the fleet costs next year | Commercial | 11 | up | 1.6 | machines 2, integrators 1, water 1 |
+ I need the price of {n} gateways over five years, and I need it now.
+ Tell me what data and licences cost before I plan.
+ The bill should say what each {site} costs.
- Finance sends the invoice back every quarter.
- We guessed, and were off by {n} thousand.
N-25 | Try it for a month before buying | Commercial | 8 | flat | 1.2 | integrators 2, food 1 |
+ Lend us a set for a month.
+ We buy after a trial, not before.
- The offer took {n} weeks.
- The one from the other firm is already on my desk.
N-26 | Reach a person at night | Support | 9 | up | 2.4 | food 3, energy 1 |
+ At two in the morning I want a person, not a form.
+ Tell us who is on call.
- The line stood for {n} hours until you opened.
- We bake at night, your hotline works by day.
""".strip()

OTHER = """
The housing is solid, we like it.
Good documentation, by the way.
Your colleague on the phone was a great help.
We will be back at the next fair.
Delivery was two weeks late, but nobody was angry.
The new charts are nice.
No wishes this time.
Please send the slides.
We merge with another plant, ask again next year.
The clip for the rail is clever.
""".strip()

SITES = {
    "machines": "machine", "food": "line", "water": "pumping station", "energy": "substation",
    "integrators": "customer's site",
}  # fmt: skip
