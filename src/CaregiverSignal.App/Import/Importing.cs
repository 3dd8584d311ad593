using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Import;

/// <summary>What an import did, or would do.</summary>
public sealed record ImportCounts
{
    public int PeopleAdded { get; set; }

    public int PeopleChanged { get; set; }

    public int PeopleUnchanged { get; set; }

    public int CheckIns { get; set; }

    public int Answers { get; set; }

    public int Events { get; set; }

    /// <summary>How many rows of who cares in which situation are new or changed.</summary>
    public int Situations { get; set; }

    /// <summary>How many helpers are new or changed.</summary>
    public int Helpers { get; set; }

    /// <summary>How many rows of who is around somebody are new.</summary>
    public int Ties { get; set; }

    /// <summary>What a person changed here and the list has otherwise, by whose it is.</summary>
    public SortedDictionary<string, List<string>> Left { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Who came in with it.</summary>
    public ISet<long> Added { get; private init; } = new SortedSet<long>();

    /// <summary>Of whom it changed or added anything, who came in with it included.</summary>
    public ISet<long> Touched { get; private init; } = new SortedSet<long>();

    /// <summary>Whom the list names and its reader may not see.</summary>
    public ISet<long> Refused { get; private init; } = new SortedSet<long>();

    /// <summary>The same, to count on from.</summary>
    public ImportCounts Copy() =>
        this with
        {
            Left = new SortedDictionary<string, List<string>>(
                Left.ToDictionary(one => one.Key, one => one.Value.ToList()),
                StringComparer.Ordinal
            ),
            Added = new SortedSet<long>(Added),
            Touched = new SortedSet<long>(Touched),
            Refused = new SortedSet<long>(Refused),
        };

    public void Leave(string whose, string field)
    {
        if (!Left.TryGetValue(whose, out var fields))
            Left[whose] = fields = [];
        if (!fields.Contains(field))
            fields.Add(field);
    }
}

/// <summary>
/// Stores a folder in parts of whole people, or nothing if there is any fault: the parts are all tried before the first
/// is stored. Storing the same folder again changes nothing, also where a person changed something since, and completes
/// what was cut off.
/// </summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class Importing(
    Database database,
    CurrentSettings settings,
    Instruments instruments,
    Plan plan,
    SiteTime time
)
{
    /// <summary>
    /// A part is stored within a quarter of a second (measured, with 121 answers each), so that no form waits for one.
    /// </summary>
    private const int RowsInAFile = 5_000;

    private const int RowsOnAServer = 1_000;

    /// <summary>Who waits for a file looks again each tenth of a second, and a server gives turns by itself.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(110);

    /// <summary>Thrown to roll everything back, after faults.</summary>
    private sealed class NothingStored : Exception;

    /// <param name="recorder">
    /// Records the import in its transaction, with a line for each of whom anything changes; null where nobody imports,
    /// as in a demo.
    /// </param>
    /// <param name="reader">Who imports in the browser: nobody is changed whom they may not see.</param>
    public ImportCounts Store(
        ImportFolder folder,
        bool dryRun,
        out IReadOnlyList<Fault> faults,
        Recorder? recorder = null,
        Actor? by = null,
        SignedInStaff? reader = null
    )
    {
        var found = new List<Fault>();
        faults = found;
        var counts = new ImportCounts();
        var versions = AnswerChecks.VersionsOf(instruments, folder, found);
        List<ImportFolder> parts = [.. folder.InParts(database.Engine.IsShared ? RowsOnAServer : RowsInAFile)];
        using var never = new ManualResetEvent(false);
        // A single part is tried and stored in one.
        foreach (
            var tries in dryRun ? [true]
            : parts.Count > 1 ? [true, false]
            : new[] { false }
        )
        {
            if (found.Count > 0)
                break;
            counts = new ImportCounts();
            foreach (var part in parts.TakeWhile(_ => tries || found.Count == 0))
            {
                if (!tries && part != parts[0] && !database.Engine.IsShared)
                    never.WaitOne(Turn);
                StorePart(part, tries);
            }
        }

        void StorePart(ImportFolder part, bool tries)
        {
            var (before, wrong) = (counts, new List<Fault>());
            if (tries)
                database.Try(Run);
            else
                try
                {
                    database.Write(transaction =>
                    {
                        if (!Run(transaction))
                            throw new NothingStored();
                        if (recorder is not null && by is not null)
                            Record(transaction, recorder, by, counts, before, isFirst: part == parts[0]);
                    });
                }
                catch (NothingStored)
                {
                    // The transaction is rolled back; the caller only wants the counts and the faults.
                }

            found.AddRange(wrong);

            bool Run(Transaction transaction)
            {
                wrong.Clear();
                counts = before.Copy();
                StoreAll(transaction, part, versions, counts, wrong, reader);
                return wrong.Count == 0;
            }
        }

        if (recorder is not null && by is not null)
            foreach (var caregiver in counts.Refused)
                recorder.Add(
                    by with
                    {
                        Ground = null,
                    },
                    Verb.Import.Of(Thing.Details),
                    caregiver,
                    outcome: Outcome.Refused
                );
        return counts;
    }

    private static void Record(
        Transaction transaction,
        Recorder recorder,
        Actor by,
        ImportCounts counts,
        ImportCounts before,
        bool isFirst
    )
    {
        var added = counts.Added.Except(before.Added).ToList();
        if (isFirst)
            recorder.Add(transaction, by, Verb.Import.Of(Thing.Details));
        recorder.AddEach(transaction, by, Verb.Add.Of(Thing.Person), added);
        recorder.AddEach(
            transaction,
            by,
            Verb.Import.Of(Thing.Details),
            [.. counts.Touched.Except(before.Touched).Except(added)]
        );
    }

    private void StoreAll(
        Transaction transaction,
        ImportFolder folder,
        Dictionary<string, Instrument> versions,
        ImportCounts counts,
        List<Fault> faults,
        SignedInStaff? reader
    )
    {
        var bounds = new ImportBounds(transaction, folder, reader);
        counts.Refused.UnionWith(bounds.Hidden);
        var people = bounds.Ids;
        var settled = StorePeople(transaction, folder, bounds, people, counts, faults, reader);
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

        StoringSituations.Store(transaction, folder, bounds, people, counts, faults, time);
        foreach (var asked in folder.Asked.GroupBy(row => row.Person))
        {
            var id = people[asked.Key];
            var added = StoreAsked(transaction, CaregiverTable.Get(transaction, id)!, asked, faults);
            counts.CheckIns += added;
            if (added > 0)
                counts.Touched.Add(id);
        }

        if (faults.Count > 0)
            return;
        foreach (var (person, rows) in folder.Answers)
            StoreAnswers(transaction, people[person], rows, versions, counts, faults);
        foreach (var events in folder.Events.GroupBy(row => row.Person))
        {
            var id = people[events.Key];
            var added = StoreEvents(transaction, id, events, !settled.Contains(events.Key));
            counts.Events += added;
            if (added > 0)
                counts.Touched.Add(id);
        }
    }

    /// <returns>
    /// New people whose row says that they are not active: the events in the folder do not change that.
    /// </returns>
    private HashSet<string> StorePeople(
        Transaction transaction,
        ImportFolder folder,
        ImportBounds bounds,
        Dictionary<string, long> people,
        ImportCounts counts,
        List<Fault> faults,
        SignedInStaff? reader
    )
    {
        var situations = folder.Situations.ToLookup(row => row.Person);
        var settled = new HashSet<string>(StringComparer.Ordinal);
        var coordinators = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        long CoordinatorOf(string email)
        {
            if (!coordinators.TryGetValue(email, out var id))
                coordinators[email] = id = CoordinatorTable.IdOf(transaction, email, time.Now);
            return id;
        }

        bool IsOther(string email, long coordinatorId)
        {
            if (!coordinators.TryGetValue(email, out var id))
                id = CoordinatorTable.ByEmail(transaction, email)?.Id ?? 0;
            return id != coordinatorId;
        }

        // In the browser, who has none comes to whoever reads the list, as one added by hand.
        long? NewCoordinatorOf(PersonRow row)
        {
            if (row.Coordinator is not { } email)
                return reader?.Coordinator.Id ?? CoordinatorOf(settings.SupportPoint.Email);
            if (CoordinatorTable.ByEmail(transaction, email) is { RemovedAt: { } at })
            {
                faults.Add(
                    row.Place.Wrong(
                        "coordinator",
                        $"'{email}' was removed on {time.DayOf(at):yyyy-MM-dd}; name who works here, or invite them again with invite-coordinator"
                    )
                );
                return null;
            }

            if (CoordinatorOf(email) is var id && bounds.MayGiveTo(transaction, id))
                return id;
            faults.Add(
                row.Place.Wrong(
                    "coordinator",
                    $"'{email}' is not of your team; leave it empty for yourself, or name a colleague of your team"
                )
            );
            return null;
        }

        foreach (var row in folder.People)
        {
            if (bounds.Find(row.Person) is { } known)
            {
                if (known.EnrolledOn != row.Enrolled)
                    faults.Add(
                        row.Place.Wrong(
                            "enrolled",
                            $"is {row.Enrolled:yyyy-MM-dd}, and stored is {known.EnrolledOn:yyyy-MM-dd}; the day of enrolment cannot change"
                        )
                    );
                var stored = PersonDetailsTable.Of(transaction, known.Id);
                var merged = row.Over(stored);
                var taken = situations[row.Person].Where(one => !bounds.HasLeft(known.Id, one.Situation));
                if (StoringSituations.OwnOf(transaction, known.Id, taken) is { } own)
                    merged = own.Over(merged);
                merged = bounds.Keep(known.Id, row.Person, stored, merged, counts);
                if (bounds.Refusal(row, stored.Email) is { } refused && merged.Email != stored.Email)
                    faults.Add(refused);
                RefuseMailToMinor(row, merged, faults);
                if (row.Coordinator is { } email && IsOther(email, known.CoordinatorId))
                    counts.Leave(row.Person, "coordinator");
                if (
                    PersonField.Between(stored, merged).Count > 0
                    && Correcting.Save(transaction, known.Id, merged, by: null, time).Count > 0
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
            else if (NewCoordinatorOf(row) is { } coordinator)
            {
                RefuseMailToMinor(row, row.Details, faults);
                var id = PersonDetailsTable.Add(
                    transaction,
                    row.Person,
                    row.Details,
                    coordinator,
                    row.Status,
                    row.Enrolled,
                    time.Now
                );
                if (row.Status != CaregiverStatus.Active)
                    settled.Add(row.Person);
                Silence.StateChanged(transaction, id, row.Status, null, time);
                people[row.Person] = id;
                counts.PeopleAdded++;
                counts.Added.Add(id);
                counts.Touched.Add(id);
            }
        }

        return settled;
    }

    /// <summary>
    /// Somebody under 18 is asked by a person, never by mail, even if the day of birth is in the store and not in the
    /// file.
    /// </summary>
    private void RefuseMailToMinor(PersonRow row, PersonDetails details, List<Fault> faults)
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
    private int StoreAsked(Transaction transaction, Caregiver caregiver, IEnumerable<AskedRow> rows, List<Fault> faults)
    {
        var added = rows.Where(row => StoreAsked(transaction, caregiver, row, faults)).ToList();
        if (added.Count > 0)
            ImportTable.MoveDueBehind(
                transaction,
                caregiver.Id,
                Opening.DueAfter(transaction, caregiver, added.Max(row => row.Date), time.Today)
            );
        return added.Count;
    }

    private bool StoreAsked(Transaction transaction, Caregiver caregiver, AskedRow row, List<Fault> faults)
    {
        var number = Schedule.NumberOn(caregiver.EnrolledOn, row.Date) ?? 0;
        var id = CheckInTable.Add(
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

        var stored = CheckInTable.Of(transaction, caregiver.Id).Single(checkIn => checkIn.AskedOn == row.Date);
        if (!stored.InstrumentKeys.ToHashSet().SetEquals(row.Instruments))
            faults.Add(
                row.Place.Wrong(
                    "instruments",
                    $"are {string.Join(';', row.Instruments)}, and stored are {stored.Instruments}; what was asked does not change"
                )
            );
        return false;
    }

    /// <summary>
    /// Stores the answers. Each belongs to the person's last check-in asked on or before its day; a check-in with
    /// answers is closed.
    /// </summary>
    private void StoreAnswers(
        Transaction transaction,
        long caregiverId,
        IEnumerable<AnswerRow> rows,
        Dictionary<string, Instrument> versions,
        ImportCounts counts,
        List<Fault> faults
    )
    {
        var asked = CheckInTable.Of(transaction, caregiverId);
        foreach (var group in rows.GroupBy(row => asked.LastOrDefault(checkIn => checkIn.AskedOn <= row.Date)))
        {
            if (group.Key is not { } checkIn)
                faults.AddRange(group.Select(AnswerChecks.TooEarly));
            else
                StoreCheckIn(transaction, checkIn, [.. group], versions, counts, faults);
        }
    }

    private void StoreCheckIn(
        Transaction transaction,
        CheckIn checkIn,
        List<AnswerRow> rows,
        Dictionary<string, Instrument> versions,
        ImportCounts counts,
        List<Fault> faults
    )
    {
        Instrument InstrumentOf(AnswerRow row) =>
            row.Given.Version is { } named ? instruments.Get(row.Instrument, named) : versions[row.Instrument];

        var before = faults.Count;
        faults.AddRange(AnswerChecks.Of(rows, checkIn.AskedOn, checkIn.InstrumentKeys));
        var begun = ResponseTable
            .OfCheckIn(transaction, checkIn.Id)
            .ToDictionary(one => one.Instrument, one => one.Version);
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

        // What a caregiver said is not theirs does not come back with an older file, and nothing else is lost unseen.
        if (checkIn.IsDisowned)
        {
            CompareWithDisowned(transaction, checkIn, rows, faults);
            return;
        }

        if (checkIn.ClosedAt is not null)
            CompareWithStored(transaction, checkIn, rows, faults);
        if (faults.Count > before || checkIn.ClosedAt is not null)
            return;

        var last = rows.Max(row => row.Date);
        var answeredAt = time.At(last, new TimeOnly(12, 0));
        foreach (var response in rows.GroupBy(row => row.Instrument))
        {
            var instrument = InstrumentOf(response.First());
            UsedFileTable.MarkImported(transaction, instrument, time.Now);
            ResponseTable.Begin(
                transaction,
                checkIn,
                [new ShownList(instrument.Key, instrument.Version, Wording.Imported)],
                "import",
                response.Max(row => row.Date),
                answeredAt
            );
            AnswerTable.Save(
                transaction,
                checkIn.Id,
                [.. response.Select(row => new ItemAnswer(instrument, row.Item, row.Value))],
                answeredAt
            );
        }

        ScoreTable.Save(transaction, checkIn.Id, [.. rows.Select(InstrumentOf).Distinct()], time.Now);
        CheckInTable.Close(transaction, checkIn, answeredAt, answeredAt);
        ResponseTable.Finish(transaction, checkIn.Id, answeredAt);
        LinkTable.RevokeForms(transaction, checkIn.Id, time.Now);
        MailCancelTable.CancelOfCheckIn(transaction, checkIn.Id, time.Now);
        CloseCheckIn.FollowSilence(transaction, checkIn.CaregiverId, time);
        CaregiverTable.JudgeFrom(transaction, checkIn.CaregiverId, answeredAt);
        counts.Answers += rows.Count;
        counts.Touched.Add(checkIn.CaregiverId);
    }

    private static void CompareWithDisowned(
        Transaction transaction,
        CheckIn checkIn,
        List<AnswerRow> rows,
        List<Fault> faults
    )
    {
        var ofThis = DisownedTable
            .Of(transaction, checkIn.CaregiverId)
            .Where(disowned => disowned.CheckInId == checkIn.Id)
            .Select(disowned => (long?)disowned.Id)
            .ToList();
        var gone = AnswerTable
            .OfPerson(transaction, checkIn.CaregiverId)
            .Where(answer => ofThis.Contains(answer.DisownedId))
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

    private static void CompareWithStored(
        Transaction transaction,
        CheckIn checkIn,
        List<AnswerRow> rows,
        List<Fault> faults
    )
    {
        var stored = AnswerTable
            .OfCheckIn(transaction, checkIn.Id)
            .ToDictionary(one => (one.Instrument, one.Item), one => one.Value);
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

    /// <returns>How many events are new.</returns>
    private int StoreEvents(Transaction transaction, long caregiverId, IEnumerable<EventRow> rows, bool follow)
    {
        var added = rows.Where(row =>
                EventTable.Add(
                    transaction,
                    caregiverId,
                    row.Date,
                    row.Kind,
                    row.By,
                    row.Note,
                    time.Now,
                    row.LookAgainOn
                )
            )
            .ToList();
        if (added.Count == 0)
            return 0;
        if (follow)
            Follow(transaction, caregiverId, added);
        CaregiverTable.JudgeFrom(transaction, caregiverId, time.StartOf(added.Min(row => row.Date)));
        return added.Count;
    }

    /// <summary>
    /// Changes the caregiver's state by the newest event that implies one, if that event is new: an old event that
    /// arrives late changes nothing.
    /// </summary>
    private void Follow(Transaction transaction, long caregiverId, List<EventRow> added)
    {
        var newest = EventTable.Of(transaction, caregiverId).LastOrDefault(one => one.Kind.StatusAfter() is not null);
        if (newest is null || !added.Exists(row => row.Date == newest.HappenedOn && row.Kind == newest.Kind))
            return;
        if (newest.Kind.StatusAfter() == CaregiverStatus.Aftercare)
        {
            Participation.EnterAftercare(transaction, caregiverId, time);
            return;
        }

        LifeCycle.ApplyEvent(transaction, caregiverId, newest.Kind, time);
        if (newest.Kind.StatusAfter() != CaregiverStatus.Active)
            MailCancelTable.Cancel(transaction, caregiverId, time.Now);
    }
}
