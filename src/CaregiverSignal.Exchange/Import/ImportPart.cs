using CaregiverSignal.Answers;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Happenings;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>Stores part of a folder in one transaction.</summary>
/// <param name="versions">The version of each questionnaire that the whole folder answers, by key.</param>
/// <param name="faults">Receives faults; if there are any, the transaction must be rolled back.</param>
/// <param name="isTrial">Whether it is rolled back in any case.</param>
/// <param name="reader">As in <see cref="Imports.StoreAsync"/>.</param>
internal sealed class ImportPart(
    Transaction transaction,
    ImportFolder folder,
    FreshHistory fresh,
    Dictionary<string, Instrument> versions,
    ImportCounts counts,
    List<Fault> faults,
    bool isTrial,
    SignedInStaff? reader,
    CurrentSettings settings,
    Instruments instruments,
    Plan plan,
    SiteTime time
)
{
    /// <summary>In years: a higher age is a typing error (our choice).</summary>
    private const int OldestAge = 110;

    private ImportBounds bounds = null!;
    private readonly OrderedDictionary<string, (ImportedPerson Person, long Id)> newcomers = new(
        StringComparer.Ordinal
    );
    private Dictionary<string, long> people = [];

    public async Task Store()
    {
        bounds = await ImportBounds.Of(transaction, folder, reader);
        people = bounds.Ids;
        counts.Refused.UnionWith(bounds.Hidden);
        var settled = await StorePeople();
        var named = folder.People.Select(row => row.Person).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(
            folder
                .Unknown(person => people.ContainsKey(person) || named.Contains(person))
                .Select(row => row.Place.Wrong("person", $"'{row.Person}' is not in people.csv and not in the store"))
        );
        faults.AddRange(
            folder
                .After(time.Today)
                .Select(row =>
                    row.Place.Wrong("date", $"{row.Date:yyyy-MM-dd} has not come yet; allowed is today, or earlier")
                )
        );
        if (faults.Count > 0)
            return;

        var situations = new SituationImport(transaction, bounds, counts, faults, time);
        await situations.Store(folder, people);
        TakeHistories();
        foreach (var asked in folder.Asked.Where(row => !newcomers.ContainsKey(row.Person)).GroupBy(row => row.Person))
        {
            var id = people[asked.Key];
            var added = await StoreAsked((await CaregiverTable.Get(transaction, id))!, asked);
            counts.CheckIns += added;
            if (added > 0)
                counts.Touched.Add(id);
        }

        if (faults.Count > 0)
            return;
        // A trial need not write what can no longer fail.
        if (!isTrial)
            await fresh.Store(transaction, [.. newcomers.Values]);
        foreach (var (person, rows) in folder.Answers.Where(given => !newcomers.ContainsKey(given.Person)))
            await StoreAnswers(people[person], rows);
        var events = folder.Events.GroupBy(row => row.Person).ToList();
        await StoreFreshEvents(events.Where(told => newcomers.ContainsKey(told.Key)), settled);
        foreach (var told in events.Where(told => !newcomers.ContainsKey(told.Key)))
        {
            var id = people[told.Key];
            var added = await StoreEvents(id, told);
            counts.Events += added;
            if (added > 0)
                counts.Touched.Add(id);
        }

        await situations.StoreEnds(folder, people);
    }

    private void TakeHistories()
    {
        foreach (var past in newcomers.Keys.Select(fresh.Of))
        {
            faults.AddRange(past.Faults);
            counts.CheckIns += past.CheckIns.Count;
            counts.Answers += past.Answers;
        }
    }

    /// <returns>Newcomers whose row says that they are not active: events in the folder do not change that.</returns>
    private async Task<HashSet<string>> StorePeople()
    {
        var situations = folder.Situations.ToLookup(row => row.Person);
        var settled = new HashSet<string>(StringComparer.Ordinal);
        var coordinators = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        var before = new Dictionary<string, Coordinator?>(StringComparer.OrdinalIgnoreCase);
        var coming = new List<(ImportedPerson Row, NewPerson Person)>();
        async Task<long> CoordinatorOf(string email)
        {
            if (!coordinators.TryGetValue(email, out var id))
                coordinators[email] = id = await CoordinatorTable.IdOf(transaction, email, time.Now);
            return id;
        }

        async Task<Coordinator?> Before(string email)
        {
            if (!before.TryGetValue(email, out var coordinator))
                before[email] = coordinator = await CoordinatorTable.ByEmail(transaction, email);
            return coordinator;
        }

        async Task<bool> IsOther(string email, long coordinatorId)
        {
            if (!coordinators.TryGetValue(email, out var id))
                id = (await Before(email))?.Id ?? 0;
            return id != coordinatorId;
        }

        // In the browser, people without one go to the reader, like people added by hand.
        async Task<long?> NewCoordinatorOf(ImportedPerson row)
        {
            if (row.Coordinator is not { } email)
                return reader?.Coordinator.Id ?? await CoordinatorOf(settings.SupportPoint.Email);
            if (await Before(email) is { RemovedAt: { } at })
            {
                faults.Add(
                    row.Place.Wrong(
                        "coordinator",
                        $"'{email}' was removed on {time.DayOf(at):yyyy-MM-dd}; name who works here, or invite them again with invite-coordinator"
                    )
                );
                return null;
            }

            if (await CoordinatorOf(email) is var id && await bounds.MayGiveTo(transaction, id))
                return id;
            faults.Add(
                row.Place.Wrong(
                    "coordinator",
                    $"'{email}' is not of your team; leave it empty for yourself, or name a colleague of your team"
                )
            );
            return null;
        }

        foreach (var row in folder.People.Select(InALanguage))
        {
            RefuseImpossible(row);
            if (bounds.Find(row.Person) is { } known)
            {
                await AddComing();
                if (known.EnrolledOn != row.Enrolled)
                    faults.Add(
                        row.Place.Wrong(
                            "enrolled",
                            $"is {row.Enrolled:yyyy-MM-dd}, and stored is {known.EnrolledOn:yyyy-MM-dd}; the day of enrolment cannot change"
                        )
                    );
                var stored = await PersonDetailsTable.Of(transaction, known.Id);
                var merged = row.Over(stored);
                var taken = situations[row.Person].Where(cared => !bounds.HasLeft(known.Id, cared.Situation));
                if (await SituationImport.OwnOf(transaction, known.Id, taken) is { } own)
                    merged = own.Over(merged);
                merged = bounds.Keep(known.Id, row.Person, stored, merged, counts);
                if (bounds.Refusal(row, stored.Email) is { } refused && merged.Email != stored.Email)
                    faults.Add(refused);
                RefuseMailToMinor(row, merged);
                if (row.Coordinator is { } email && await IsOther(email, known.CoordinatorId))
                    counts.Leave(row.Person, "coordinator");
                if (
                    PersonField.Between(stored, merged).Count > 0
                    && (await AddressCorrection.Save(transaction, known.Id, merged, by: null, time)).Count > 0
                )
                {
                    counts.PeopleChanged++;
                    counts.Touched.Add(known.Id);
                }
                else
                    counts.PeopleUnchanged++;
            }
            else if (bounds.Refusal(row) is { } refused)
            {
                faults.Add(refused);
            }
            else if (await NewCoordinatorOf(row) is { } coordinator)
            {
                RefuseMailToMinor(row, row.Details);
                coming.Add(
                    (
                        row,
                        new NewPerson(
                            row.HasNumber ? row.Person : null,
                            row.Details,
                            coordinator,
                            row.Status,
                            row.Enrolled
                        )
                        {
                            NextDueOn = fresh.Of(row.Person).NextDueOn,
                            EvaluateAt = fresh.Of(row.Person).EvaluateAt,
                        }
                    )
                );
            }
        }

        await AddComing();
        return settled;

        // In bulk, and before rows about existing people, which may concern a newcomer's situation.
        async Task AddComing()
        {
            if (coming.Count == 0)
                return;
            var ids = await PersonDetailsTable.AddEach(transaction, [.. coming.Select(added => added.Person)], time);
            foreach (var (id, (row, _)) in ids.Zip(coming))
            {
                if (row.Status != CaregiverStatus.Active)
                    settled.Add(row.Person);
                if (row.Status == CaregiverStatus.Paused)
                    await Silence.StateChanged(transaction, id, row.Status, null, time);
                people[row.Person] = id;
                counts.PeopleAdded++;
                counts.Added.Add(id);
                newcomers.Add(row.Person, (row, id));
                counts.Touched.Add(id);
            }

            coming.Clear();
        }
    }

    /// <summary>By default people read the carers' centre's language.</summary>
    private ImportedPerson InALanguage(ImportedPerson row) =>
        row.Details.Language.Length > 0
            ? row
            : row with
            {
                Details = row.Details with { Language = settings.SupportPoint.Language.Code() },
            };

    private void RefuseImpossible(ImportedPerson row)
    {
        if (row.Details.Born is { } born && !row.Details.BornInYear && born > time.Today)
            faults.Add(row.Place.Wrong("born", $"is {born:yyyy-MM-dd}, after today; look at the year"));
        else if (row.Details.Born is { } year && year.Year > time.Today.Year)
            faults.Add(row.Place.Wrong("born", $"is {year.Year}, after this year; look at the year"));
        else if (row.Details.Born is { } old && old < time.Today.AddYears(-OldestAge - 1))
            faults.Add(row.Place.Wrong("born", $"is {old:yyyy-MM-dd}: older than {OldestAge}; look at the year"));
    }

    /// <summary>A person asks anybody under 18, never email, even if only the database has the date of birth.</summary>
    private void RefuseMailToMinor(ImportedPerson row, PersonDetails details)
    {
        if (details.Channel.IsSent() && details.IsAskedByAPersonOn(time.Today))
            faults.Add(
                row.Place.Wrong(
                    "channel",
                    $"'{details.Channel.Code()}' is not allowed for somebody under 18, born {PersonField.Of("born").Text(details)}; allowed are phone, paper"
                )
            );
    }

    /// <returns>How many are new; the next check-in will come after the last of them.</returns>
    private async Task<int> StoreAsked(Caregiver caregiver, IEnumerable<AskedRow> rows)
    {
        var added = (await rows.WhereAsync(row => StoreAsked(caregiver, row))).ToList();
        if (added.Count > 0)
            await ImportTable.MoveDueBehind(
                transaction,
                caregiver.Id,
                await CheckInOpening.DueAfter(transaction, caregiver, added.Max(row => row.Date), time.Today)
            );
        return added.Count;
    }

    private async Task<bool> StoreAsked(Caregiver caregiver, AskedRow row)
    {
        var number = PlanDays.NumberOn(caregiver.EnrolledOn, row.Date) ?? 0;
        var id = await CheckInTable.Add(
            transaction,
            caregiver.Id,
            number,
            row.Date,
            row.Date.AddDays(plan.WindowDays),
            null,
            string.Join(';', row.Instruments),
            time.StartOf(row.Date)
        );
        if (id is not null)
            return true;

        var stored = (await CheckInTable.Of(transaction, caregiver.Id)).Single(checkIn => checkIn.AskedOn == row.Date);
        if (!stored.InstrumentKeys.ToHashSet().SetEquals(row.Instruments))
            faults.Add(
                row.Place.Wrong(
                    "instruments",
                    $"are {string.Join(';', row.Instruments)}, and stored are {stored.Instruments}; what was asked does not change"
                )
            );
        return false;
    }

    /// <summary>Stores answers with the last check-in asked on or before their day; answered check-ins close.</summary>
    private async Task StoreAnswers(long caregiverId, IEnumerable<AnswerRow> rows)
    {
        var asked = await CheckInTable.Of(transaction, caregiverId);
        foreach (var group in rows.GroupBy(row => asked.LastOrDefault(checkIn => checkIn.AskedOn <= row.Date)))
        {
            if (group.Key is not { } checkIn)
                faults.AddRange(group.Select(AnswerChecks.TooEarly));
            else
                await StoreCheckIn(checkIn, [.. group]);
        }
    }

    private async Task StoreCheckIn(CheckIn checkIn, List<AnswerRow> rows)
    {
        Instrument InstrumentOf(AnswerRow row) => AnswerChecks.VersionOf(row, instruments, versions);

        var before = faults.Count;
        faults.AddRange(AnswerChecks.Of(rows, checkIn.AskedOn, checkIn.InstrumentKeys));
        var responses = await ResponseTable.OfCheckIn(transaction, checkIn.Id);
        var begun = responses.ToDictionary(response => response.Instrument, response => response.Version);
        if (checkIn.ClosedAt is null)
        {
            faults.AddRange(
                rows.Where(row =>
                        begun.TryGetValue(row.Instrument, out var version) && version != InstrumentOf(row).Version
                    )
                    .Select(row =>
                        row.Place.Wrong(
                            "item",
                            $"is of version {InstrumentOf(row).Version} of {row.Instrument}; the check-in of {checkIn.AskedOn:yyyy-MM-dd} was begun on version {begun[row.Instrument]}"
                        )
                    )
            );
        }

        // Answers that a caregiver disowned do not return with an older file, and nothing else is lost unnoticed.
        if (checkIn.IsInvalidated)
        {
            await CompareWithInvalidated(checkIn, rows);
            return;
        }

        if (checkIn.ClosedAt is not null)
            await CompareWithStored(checkIn, rows);
        if (faults.Count > before || checkIn.ClosedAt is not null)
            return;

        var last = rows.Max(row => row.Date);
        var answeredAt = time.At(last, new TimeOnly(12, 0));
        List<Instrument> lists = [.. rows.Select(InstrumentOf).DistinctBy(list => list.Key)];
        await UsedFileTable.MarkImported(transaction, lists, time.Now);
        foreach (var list in lists)
        {
            List<AnswerRow> given = [.. rows.Where(row => row.Instrument == list.Key)];
            await ResponseTable.Save(
                transaction,
                checkIn,
                responses,
                [(list, Wording.Imported, given.Select(row => new ItemAnswer(list, row.Item, row.Value)))],
                "import",
                given.Max(row => row.Date),
                answeredAt
            );
        }

        await CheckInTable.Close(transaction, checkIn, answeredAt, answeredAt);
        await ResponseTable.Finish(transaction, checkIn.Id, answeredAt);
        await MailCancelTable.CancelOfCheckIn(transaction, checkIn.Id, time.Now);
        await CloseCheckIn.FollowSilence(transaction, checkIn.CaregiverId, time);
        await EvaluationTable.Request(transaction, checkIn.CaregiverId, answeredAt);
        counts.Answers += rows.Count;
        counts.Touched.Add(checkIn.CaregiverId);
    }

    private async Task CompareWithInvalidated(CheckIn checkIn, List<AnswerRow> rows)
    {
        var ofThis = (await InvalidatedTable.Of(transaction, checkIn.CaregiverId))
            .Where(invalidated => invalidated.CheckInId == checkIn.Id)
            .Select(invalidated => (long?)invalidated.Id)
            .ToList();
        var gone = (await AnswerTable.OfPerson(transaction, checkIn.CaregiverId))
            .Where(answer => ofThis.Contains(answer.InvalidatedId))
            .Select(answer => (answer.Instrument, answer.Item, answer.Value))
            .ToHashSet();
        faults.AddRange(
            rows.Where(row => !gone.Contains((row.Instrument, row.Item, row.Value)))
                .Select(row =>
                    row.Place.Wrong(
                        "value",
                        $"is {row.Value}, and the answers to the check-in of {checkIn.AskedOn:yyyy-MM-dd} were not the caregiver's; type in on the case what is theirs"
                    )
                )
        );
    }

    private async Task CompareWithStored(CheckIn checkIn, List<AnswerRow> rows)
    {
        var stored = (await AnswerTable.OfCheckIn(transaction, checkIn.Id)).ToDictionary(
            answer => (answer.Instrument, answer.Item),
            answer => answer.Value
        );
        foreach (var row in rows)
        {
            var value = stored.GetValueOrDefault((row.Instrument, row.Item));
            if (value != row.Value)
                faults.Add(
                    row.Place.Wrong(
                        "value",
                        $"is {row.Value}, and the check-in of {checkIn.AskedOn:yyyy-MM-dd} is closed with {(value is null ? (FormattableString)$"no answer" : $"{value}")}; answers do not change"
                    )
                );
        }
    }

    /// <summary>Stores newcomers' events in bulk, each once, with a review date from either report.</summary>
    private async Task StoreFreshEvents(IEnumerable<IGrouping<string, EventRow>> told, HashSet<string> settled)
    {
        var (past, news) = (new List<PastEvent>(), new List<(string Person, List<EventRow> Rows)>());
        foreach (var rows in told)
        {
            var stored = new OrderedDictionary<(DateOnly, EventKind, ReportedBy, string), EventRow>();
            var added = new List<EventRow>();
            foreach (var row in rows)
            {
                var key = (row.Date, row.Kind, row.By, row.Note);
                if (!stored.TryGetValue(key, out var first))
                    stored.Add(key, row);
                else if (first.LookAgainOn is null && row.LookAgainOn is not null)
                    stored[key] = row;
                else
                    continue;
                added.Add(row);
            }

            past.AddRange(
                await stored.Values.SelectAsync(async row => new PastEvent(
                    people[rows.Key],
                    row.Date,
                    row.Kind,
                    row.By,
                    row.Note,
                    row.LookAgainOn
                )
                {
                    Situation = row.Situation,
                    EndsCare = await EndsCare(people[rows.Key], row),
                })
            );
            news.Add((rows.Key, added));
            counts.Events += added.Count;
        }

        if (isTrial || past.Count == 0)
            return;
        await EventTable.AddHistory(transaction, past, time.Now);
        foreach (var (person, rows) in news)
            await Follow(people[person], rows, changesState: !settled.Contains(person));
    }

    private async Task<int> StoreEvents(long caregiverId, IEnumerable<EventRow> rows)
    {
        var added = (
            await rows.WhereAsync(async row =>
                await EventTable.Add(
                    transaction,
                    caregiverId,
                    row.Date,
                    row.Kind,
                    row.By,
                    row.Note,
                    time.Now,
                    row.LookAgainOn,
                    situation: row.Situation,
                    endsCare: await EndsCare(caregiverId, row)
                )
            )
        ).ToList();
        if (added.Count == 0)
            return 0;
        await Follow(caregiverId, added, changesState: true);
        await EvaluationTable.Request(transaction, caregiverId, time.StartOf(added.Min(row => row.Date)));
        return added.Count;
    }

    /// <summary>Whether the last care ended with it, as far as known by then.</summary>
    private async Task<bool> EndsCare(long caregiverId, EventRow row) =>
        Consequences.Ends.Contains(row.Kind)
        && (row.EndsCare ?? await Happen.EndsLast(transaction, await Told(caregiverId, row)));

    private async Task<Telling> Told(long caregiverId, EventRow row) =>
        new(caregiverId, [row.Kind], row.Date, Way.File)
        {
            Teller = row.By,
            Care = (await SituationTable.Find(transaction, caregiverId, row.Situation))?.Id,
        };

    private async Task Follow(long caregiverId, List<EventRow> added, bool changesState)
    {
        foreach (var row in added.Where(row => !Consequences.Ends.Contains(row.Kind)))
            await Happen.Follow(transaction, await Told(caregiverId, row), time);
        // People arrive in their current state: the event that ended care identifies which one.
        if (
            !changesState
            && added.Where(row => row.Kind.StatusAfter(endsCare: true) is not null).MaxBy(row => row.Date) is { } last
            && Consequences.Ends.Contains(last.Kind)
        )
            await Happen.EndsLast(transaction, await Told(caregiverId, last));
        if (changesState && added.Exists(row => row.Kind.StatusAfter(endsCare: true) is not null))
            await FollowState(caregiverId, added);
    }

    /// <summary>Changes the caregiver's state by the newest event that implies one, if that event is new.</summary>
    private async Task FollowState(long caregiverId, List<EventRow> added)
    {
        var newest = (await EventTable.Of(transaction, caregiverId)).LastOrDefault(happened =>
            happened.Kind.StatusAfter(endsCare: true) is not null
        );
        if (
            newest is null
            || added.Find(row => row.Date == newest.HappenedOn && row.Kind == newest.Kind) is not { } row
        )
            return;
        if (Consequences.Ends.Contains(newest.Kind))
        {
            await Happen.Follow(transaction, await Told(caregiverId, row), time);
            return;
        }

        await LifeCycle.ApplyEvent(transaction, caregiverId, newest.Kind, time);
        if (newest.StatusAfter != CaregiverStatus.Active)
            await MailCancelTable.Cancel(transaction, caregiverId, time.Now);
    }
}
