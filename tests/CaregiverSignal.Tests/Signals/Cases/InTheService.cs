using CaregiverSignal.Enrolments;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>A life through the real steps on a real store, day by day.</summary>
public static class InTheService
{
    /// <summary>The person of a new installation who lived it; nobody else takes part there.</summary>
    public static async Task<long> Live(TestInstallation site, Case life)
    {
        var person = await site.Add(Some.Person("p", "2029-01-01"));
        var days = life
            .Waves.SelectMany(wave => new[] { wave.AskedOn, wave.AnsweredOn ?? wave.ClosesOn, wave.ClosesOn })
            .Concat(life.Events.Select(historyEvent => historyEvent.Day))
            .Concat(life.Contacts.Select(contact => contact.Day))
            .Concat(Replay.Of(life.History(), new RuleSettings(), FollowUp.None).Signals.Select(signal => signal.Day));
        foreach (var day in days.Distinct().Order())
        {
            site.On(day.ToString("O", null));
            if (life.Waves.Find(wave => wave.AskedOn == day) is { } asked)
                await Ask(site, person, asked);
            if (life.Waves.Find(wave => wave.AnsweredOn == day) is { } answered)
                await Answer(site, answered);
            foreach (var historyEvent in life.Events.Where(historyEvent => historyEvent.Day == day).Distinct())
                await Happened(site, person, historyEvent.Kind, historyEvent.By);
            await site.RunJobs();
            foreach (var talk in life.Contacts.Where(talk => talk.Day == day))
                await Happened(
                    site,
                    person,
                    talk.Closes ? EventKind.SignalClosed : EventKind.Contacted,
                    ReportedBy.Coordinator,
                    talk.NextOn
                );
        }

        return person;
    }

    private static Task Ask(TestInstallation site, long person, Wave wave) =>
        site.Ask(
            person,
            wave.Values.Count == 0 ? "csi" : string.Join(';', wave.Values.Select(value => value.Instrument).Distinct())
        );

    private static async Task Answer(TestInstallation site, Wave wave)
    {
        var id = await site.Value<long>("select id from check_in where asked_on = @day", new { day = wave.AskedOn });
        var checkIn = (await site.Read(async transaction => await CheckInTable.Get(transaction, id)))!;
        foreach (var list in wave.Answers.GroupBy(answer => answer.Instrument))
            await site.Save(checkIn, list.Key, [.. list.Select(answer => (answer.Item, (int?)answer.Code))]);
        await site.Send(checkIn);
    }

    private static Task Happened(
        TestInstallation site,
        long person,
        EventKind kind,
        ReportedBy by,
        DateOnly? lookAgainOn = null
    ) =>
        site.Write(async transaction =>
        {
            var endsCare = Consequences.Ends.Contains(kind);
            await EventTable.Add(
                transaction,
                person,
                site.Time.Today,
                kind,
                by,
                "",
                site.Time.Now,
                lookAgainOn,
                endsCare: endsCare
            );
            if (endsCare)
                await Participation.EnterAftercare(transaction, person, site.Time);
            await EvaluationTable.Request(transaction, person, site.Time.Now);
        });
}
