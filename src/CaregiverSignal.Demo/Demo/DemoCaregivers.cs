using System.Text;
using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Concerns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Happenings;
using CaregiverSignal.Import;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Demo;

internal sealed class DemoCaregivers(Simulation world, Coordinators coordinators, TakeInReturn returns)
{
    private const double AnswersAtOnce = 0.75;
    private const double AnswersAfterReminder = 0.7;
    private const double AnswersByPhone = 0.9;

    /// <summary>Days after which they answer who waited for the reminder.</summary>
    private const int AfterReminder = 8;

    private static readonly DateOnly LastDay = DemoOptions.LastDay;

    private readonly Database database = world.Database;
    private readonly SiteTime time = world.Time;

    public void Begin(Person person)
    {
        var part = person.Part;
        if (part.Writes is { } days)
            world.Plan(LastDay.AddDays(-days), new TimeOnly(10, 40), () => WriteAsync(person));
        if (part.Asked is { } asked)
            world.Plan(
                LastDay.AddDays(-asked),
                new TimeOnly(8, 0),
                () => database.WriteAsync(transaction => Ask(transaction, person))
            );
        if (part is { ComesBack: { } status, Asked: { } returned })
            Plan(returned, () => SendBackAsync(person, status));
        if (person.Course == Course.Sudden)
            world.Plan(person.TurnsOn, new TimeOnly(16, 0), () => ReportAsync(person, EventKind.Fall));
        if (person.Number % 20 == 7)
            PlanWrite(world.Days / 2, transaction => Pause(transaction, person));
        switch (person.Number)
        {
            case 0:
                PlanWrite(0, ReportChild);
                break;
            case 6:
                Plan(39, () => ReportAsync(person, EventKind.Hospital));
                Plan(3, () => ReportAsync(person, EventKind.RespiteFailed));
                break;
            case 9:
                Arrange(3, "household-help", [HelpStep.Chosen]);
                break;
            case 15:
                Arrange(8, "short-stay", [HelpStep.Chosen, HelpStep.Failed], HelpReason.NobodyAvailable);
                break;
            case 27:
                Arrange(20, "peer-group", [HelpStep.Declined], HelpReason.NotNow);
                break;
            case 12:
                PlanWrite(4, transaction => Lose(transaction, person));
                break;
            case 33:
                PlanWrite(30, transaction => MayTellDoctor(transaction, person));
                break;
            case 30:
                PlanWrite(2, transaction => Participation.Stop(transaction, person.Id, ReportedBy.Caregiver, time));
                break;
            case 34:
                PlanWrite(5, transaction => Pause(transaction, person));
                break;
        }

        void Arrange(int daysBefore, string kind, HelpStep[] steps, HelpReason? reason = null) =>
            PlanWrite(daysBefore, transaction => coordinators.Arrange(transaction, person, kind, steps, reason));

        void PlanWrite(int daysBefore, Func<Transaction, Task> happens) =>
            Plan(daysBefore, () => database.WriteAsync(happens));

        void Plan(int daysBefore, Func<Task> happens) =>
            world.Plan(LastDay.AddDays(-daysBefore), new TimeOnly(10, 20), happens);
    }

    /// <summary>Their general practitioner may know how heavy it is, and what they want.</summary>
    private async Task MayTellDoctor(Transaction transaction, Person person)
    {
        var by = (await CaregiverTable.Get(transaction, person.Id))!.CoordinatorId;
        foreach (var data in new[] { ConsentData.Burden, ConsentData.Wishes, ConsentData.Scores })
            await ConsentTable.Add(
                transaction,
                new Consent
                {
                    CaregiverId = person.Id,
                    Recipient = ConsentRecipient.GeneralPractitioner,
                    Name = Words.Story["Doctor"],
                    Email = "huisarts@praktijk.example.org",
                    Data = data,
                    GivenOn = time.Today,
                    GivenHow = ConsentWay.Phone,
                },
                by,
                time.Now
            );
    }

    /// <summary>Decides when whoever was asked today answers: within days, after the reminder, or never.</summary>
    public async Task ReadMailAsync()
    {
        foreach (
            var asked in (await database.ReadAsync(CheckInTable.AllOpen)).Where(checkIn =>
                checkIn.AskedOn == time.Today
            )
        )
        {
            var person = world.ById[asked.CaregiverId];
            if (WaitsForPart(person))
                continue;
            var luck = person.Luck;
            var minute = new TimeOnly(10, 15).AddMinutes(luck.Next(11 * 60));
            var early = luck.NextDouble();
            if (person.Row.Details.Channel != Channel.Email)
                world.Plan(time.WorkingDays.Add(time.Today, 3), new TimeOnly(11, 0), () => CallAsync(person));
            else if (person.Course == Course.Content || luck.NextDouble() < AnswersAtOnce)
                world.Plan(time.Today.AddDays(1 + (int)(6 * early * early)), minute, () => AnswerAsync(person));
            else if (luck.NextDouble() < AnswersAfterReminder)
                world.Plan(time.Today.AddDays(AfterReminder + (int)(4 * early)), minute, () => AnswerAsync(person));
        }
    }

    private bool WaitsForPart(Person person)
    {
        var part = person.Part;
        return (part.ComesBack is null ? part.Writes : part.Asked) is { } days
            && time.Today <= LastDay.AddDays(-days)
            && LastDay.AddDays(-days) < time.Today.AddDays(world.Installation.Plan.WindowDays);
    }

    private async Task AnswerAsync(Person person, CancellationToken stop = default)
    {
        if (person.AnswersOn(time.Today))
            await FillInAsync(person, "caregiver", stop: stop);
    }

    /// <summary>The support point enters a check-in by phone or from paper, or tries in vain.</summary>
    private async Task CallAsync(Person person, CancellationToken stop = default)
    {
        if (person.Luck.NextDouble() < AnswersByPhone && person.AnswersOn(time.Today))
            await FillInAsync(person, "coordinator", stop: stop);
        else
            await database.WriteAsync(
                async transaction =>
                    await CheckInsByHand.Tried(
                        transaction,
                        person.Id,
                        (await CaregiverTable.Get(transaction, person.Id))!.CoordinatorId,
                        time
                    ),
                stop
            );
    }

    /// <summary>They are asked for their part, also who can go on for long and would be asked later.</summary>
    private async Task Ask(Transaction transaction, Person person) =>
        await CaregiverTable.MoveDue(transaction, (await CaregiverTable.Get(transaction, person.Id))!, time.Today);

    private async Task WriteAsync(Person person, CancellationToken stop = default)
    {
        var words = Words.Story[$"Part.{person.Number}"];
        person.Said.Add(words);
        await FillInAsync(person, "caregiver", words, stop);
    }

    /// <param name="ofPart">The words of their part; null when their course decides what they write.</param>
    private async Task FillInAsync(
        Person person,
        string enteredBy,
        string? ofPart = null,
        CancellationToken stop = default
    )
    {
        if (
            await database.ReadAsync(async transaction => await CheckInTable.OpenOf(transaction, person.Id), stop)
            is not { } checkIn
        )
            return;
        var strain = person.StrainOn(time.Today);
        var forms = checkIn
            .InstrumentKeys.Select(key => world.Installation.Instruments.Newest(key))
            .Select(instrument =>
                (Instrument: instrument, Form: FormAnswers.Form(instrument, person.Course, strain, person.Luck))
            )
            .ToList();
        var wantsCall = ofPart is not null
            ? person.Part.AsksForCall
            : strain > 0.72 && person.Course != Course.Devoted && person.Luck.NextDouble() < 0.3;
        var writes = wantsCall || person.Luck.NextDouble() < (strain > 0.5 ? 0.4 : 0.2);
        var words = ofPart ?? (writes ? world.Words.OwnWords(person, strain, wantsCall) : null);
        await database.WriteAsync(
            async transaction =>
            {
                foreach (var (instrument, form) in forms)
                    await CheckInSubmission.Save(
                        transaction,
                        checkIn,
                        [.. form.Select(given => new ItemAnswer(instrument, given.Key, given.Value))],
                        enteredBy,
                        time
                    );
                var call =
                    wantsCall ? CallWish.Yes
                    : ofPart is null ? CallWish.No
                    : (CallWish?)null;
                await CheckInTable.SaveOwnWords(transaction, checkIn.Id, words, call, enteredBy);
                await CheckInSubmission.Send(transaction, checkIn, time);
            },
            stop
        );
    }

    /// <summary>A professional tells of an event, in a file of events as a real support point gets it.</summary>
    private async Task ReportAsync(Person person, EventKind kind, CancellationToken stop = default)
    {
        var note = Words.Story["Told." + kind];
        var place = new FilePlace("events.csv", 2);
        var row = new EventRow(place, person.Row.Person, time.Today, kind, ReportedBy.Professional, note, null);
        await world.ImportAsync(new ImportFolder([], [], [], [row]), stop);
    }

    private Task Pause(Transaction transaction, Person person) =>
        Participation.Pause(transaction, person.Id, time.Today.AddDays(42), ReportedBy.Caregiver, time);

    private Task Lose(Transaction transaction, Person person) =>
        Happen.Tell(transaction, new Telling(person.Id, [EventKind.Death], time.Today, Way.Colleague), time);

    private async Task ReportChild(Transaction transaction)
    {
        var report = ConcernReportForm.New() with
        {
            Words = Words.Story["ConcernReport"],
            About = Words.Story["ConcernReport.About"],
            Minor = "yes",
            Knows = "yes",
            Name = Words.Story["ConcernReport.Teller"],
            Phone = "06 00 00 00 99",
        };
        await ConcernReportTable.Add(transaction, report, time.Now, time.SeenOn(time.Now));
    }

    /// <summary>The newest mail comes back from the server that it went to, as RFC 3464 has it.</summary>
    private async Task SendBackAsync(Person person, string status, CancellationToken stop = default)
    {
        var mail = await database.ReadAsync(
            async transaction =>
                await transaction.First<string>(
                    $"select id from mail where caregiver_id = {person.Id} order by created_at desc, id limit 1"
                ),
            stop
        );
        var notice = $"""
            Return-Path: <>
            From: MAILER-DAEMON@mail.example.nl
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

            --grens
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.example.nl

            Final-Recipient: rfc822; {person.Row.Details.Email}
            Action: failed
            Status: {status}

            --grens
            Content-Type: message/rfc822

            X-CGS-Ref: {mail}

            --grens--

            """;
        await returns.TakeAsync(Encoding.ASCII.GetBytes(notice.ReplaceLineEndings("\r\n")), stop);
    }
}
