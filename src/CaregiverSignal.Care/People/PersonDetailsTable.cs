using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Mail.Sms;

namespace CaregiverSignal.People;

/// <summary>SQL that adds a caregiver, and reads and changes what is known of them.</summary>
internal static class PersonDetailsTable
{
    private const string SituationColumns = """
        caregiver_id, relation, hours_per_week, caring_since, lives_together, works, condition, called, tasks,
        tasks_on, had_choice, takes_over, keeps_doing, hands_over
        """;

    public static Task<PersonDetails> Of(Transaction transaction, long id) =>
        transaction.One<PersonDetails>(
            $"""
            select
                first_name, last_name, email, phone, safe_to_call, postal_address, channel, language, interpreter,
                with_pictures, mail_readers, born, born_in_year,
                caregiver.municipality, neighbourhood, referred_by, referral_agreed_by, young_until,
                relation, hours_per_week, caring_since, lives_together, works, condition, called,
                born_in as cared_for_born, cared_for.municipality as cared_for_municipality, tasks, tasks_on,
                had_choice, takes_over, keeps_doing, hands_over
            from caregiver
                left join care_situation on care_situation.caregiver_id = caregiver.id and care_situation.is_own = 1
                left join cared_for on cared_for.situation = care_situation.situation
            where caregiver.id = {id}
            """
        );

    /// <summary>What to know before calling some caregivers; without those of whom there is nothing.</summary>
    public static async Task<IReadOnlyList<(long CaregiverId, PersonDetails Details)>> BeforeCalling(
        Transaction transaction,
        IReadOnlyCollection<long> ids,
        Language home
    ) =>
        [
            .. (
                await transaction.All<(long Id, string Language, bool? Interpreter, string? SafeToCall)>(
                    $"""
                    select id, language, interpreter, safe_to_call
                    from caregiver
                    where id in ({ids}) and (language <> {home.Code()} or interpreter = 1 or safe_to_call is not null)
                    """
                )
            ).Select(pair =>
                (
                    pair.Id,
                    new PersonDetails
                    {
                        Language = pair.Language,
                        Interpreter = pair.Interpreter,
                        SafeToCall = pair.SafeToCall,
                    }
                )
            ),
        ];

    /// <param name="person">The support point's own number; null to assign one.</param>
    /// <param name="enrolledOn">The day of enrolment, on which the first check-in is due.</param>
    public static async Task<long> Add(
        Transaction transaction,
        string? person,
        PersonDetails details,
        long coordinatorId,
        CaregiverStatus status,
        DateOnly enrolledOn,
        SiteTime time
    ) => (await AddEach(transaction, [new NewPerson(person, details, coordinatorId, status, enrolledOn)], time))[0];

    /// <summary>Adds several, as one after another.</summary>
    /// <returns>Their ids, in the same order.</returns>
    public static async Task<IReadOnlyList<long>> AddEach(
        Transaction transaction,
        IReadOnlyList<NewPerson> people,
        SiteTime time
    )
    {
        var ids = await transaction.NewIds("caregiver", people.Count);
        List<(long Id, NewPerson Of, PersonDetails Details)> rows =
        [
            .. ids.Zip(people, await PlaceTable.Known(transaction, [.. people.Select(person => person.Details)])),
        ];
        await transaction.AddRows(
            "caregiver",
            """
            id, person, status, coordinator_id, enrolled_on, next_due_on, created_at, ended_on, first_name,
            last_name, email, phone, safe_to_call, postal_address, channel, language, interpreter, with_pictures, mail_readers,
            born, born_in_year, municipality, neighbourhood, referred_by, referral_agreed_by
            """,
            rows,
            row =>
                [
                    row.Id,
                    row.Of.Person ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
                    row.Of.Status,
                    row.Of.CoordinatorId,
                    row.Of.EnrolledOn,
                    row.Of.NextDueOn > row.Of.EnrolledOn ? row.Of.NextDueOn : row.Of.EnrolledOn,
                    time.Now,
                    row.Of.Status == CaregiverStatus.Ended ? time.Today : null,
                    row.Details.FirstName,
                    row.Details.LastName,
                    row.Details.Email,
                    row.Details.Phone,
                    row.Details.SafeToCall,
                    row.Details.PostalAddress,
                    row.Details.Channel,
                    row.Details.Language,
                    row.Details.Interpreter,
                    row.Details.WithPictures,
                    row.Details.MailReaders,
                    row.Details.Born,
                    row.Details.BornInYear,
                    row.Details.Municipality,
                    row.Details.Neighbourhood,
                    row.Details.ReferredBy,
                    row.Details.ReferralAgreedBy,
                ]
        );
        await transaction.AddRows(
            "care_situation",
            SituationColumns,
            rows,
            row =>
                [
                    row.Id,
                    row.Details.Relation,
                    row.Details.HoursPerWeek,
                    row.Details.CaringSince,
                    row.Details.LivesTogether,
                    row.Details.Works,
                    row.Details.Condition,
                    row.Details.Called,
                    row.Details.Tasks,
                    row.Details.Tasks is null ? row.Details.TasksOn : row.Of.EnrolledOn,
                    row.Details.HadChoice,
                    row.Details.TakesOver,
                    row.Details.KeepsDoing,
                    row.Details.HandsOver,
                ]
        );
        await EvaluationTable.AddEach(
            transaction,
            rows.Where(row => row.Of.EvaluateAt is not null)
                .Select(row => new EvaluationDue(row.Id, row.Of.EvaluateAt!.Value))
        );
        foreach (var (id, _, _) in rows.Where(row => row.Of.Person is null))
            await GiveNumber(transaction, id);
        foreach (var (id, _, details) in rows)
            await SaveCaredFor(transaction, id, new PersonDetails(), details);
        return ids;
    }

    /// <summary>Changes what is known of a caregiver, and keeps the previous values.</summary>
    /// <param name="by">Who corrected it; null for an import and on the own page.</param>
    /// <returns>The changed fields; none if nothing differs.</returns>
    public static async Task<IReadOnlyList<PersonField>> Change(
        Transaction transaction,
        long id,
        PersonDetails details,
        long? by,
        SiteTime time,
        bool onOwnPage = false
    )
    {
        var before = await Of(transaction, id);
        details = await PlaceTable.Known(transaction, details);
        var changed = PersonField.Between(before, details);
        // A file brings tasks without a day.
        var said = details.Tasks == before.Tasks ? before.TasksOn : time.Today;
        details = details with { TasksOn = new[] { details.TasksOn, said }.Max() };
        if (changed.Count == 0 && details.TasksOn == before.TasksOn)
            return changed;
        await Save(transaction, id, details, MobileNumber.Of(before.Phone) == MobileNumber.Of(details.Phone));
        await SaveCaredFor(transaction, id, before, details);
        foreach (var field in changed)
            await DetailChangeTable.Add(
                transaction,
                id,
                field.Column,
                field.Text(before),
                by,
                time.Now,
                onOwnPage: onOwnPage
            );
        return changed;
    }

    /// <summary>Stores whether the questions open with pictures next time, as the caregiver chose.</summary>
    public static async Task ShowInPictures(Transaction transaction, long id, bool inPictures, SiteTime time)
    {
        var details = await Of(transaction, id);
        if ((details.WithPictures == true) != inPictures)
            await Change(transaction, id, details with { WithPictures = inPictures }, by: null, time, onOwnPage: true);
    }

    private static async Task Save(Transaction transaction, long id, PersonDetails details, bool isSameNumber)
    {
        await transaction.Execute(
            $"""
            update caregiver set
                first_name = {details.FirstName}, last_name = {details.LastName}, email = {details.Email},
                phone = {details.Phone},
                safe_to_call = {details.SafeToCall},
                postal_address = {details.PostalAddress}, channel = {details.Channel}, language = {details.Language},
                interpreter = {details.Interpreter},
                with_pictures = {details.WithPictures},
                mail_readers = {details.MailReaders},
                sms_to = case when {details.Channel} = 'sms' and {isSameNumber} = 1 then sms_to end,
                born = {details.Born}, born_in_year = {details.BornInYear}, municipality = {details.Municipality},
                neighbourhood = {details.Neighbourhood}, referred_by = {details.ReferredBy},
                referral_agreed_by = {details.ReferralAgreedBy}
            where id = {id}
            """
        );
        await SaveSituation(transaction, id, details);
    }

    private static Task SaveSituation(Transaction transaction, long caregiverId, PersonDetails details) =>
        transaction.Execute(
            $"""
            insert into care_situation ({SituationColumns:sql})
            values (
                {caregiverId}, {details.Relation}, {details.HoursPerWeek}, {details.CaringSince},
                {details.LivesTogether}, {details.Works}, {details.Condition}, {details.Called}, {details.Tasks},
                {details.TasksOn}, {details.HadChoice}, {details.TakesOver}, {details.KeepsDoing}, {details.HandsOver})
            on conflict (caregiver_id) where is_own = 1 do update set
                relation = excluded.relation, hours_per_week = excluded.hours_per_week,
                caring_since = excluded.caring_since, lives_together = excluded.lives_together,
                works = excluded.works, condition = excluded.condition, called = excluded.called,
                tasks = excluded.tasks, tasks_on = excluded.tasks_on,
                had_choice = excluded.had_choice, takes_over = excluded.takes_over,
                keeps_doing = excluded.keeps_doing, hands_over = excluded.hands_over
            """
        );

    /// <summary>The first person cared for gets a code as soon as anything is known of them.</summary>
    private static async Task SaveCaredFor(
        Transaction transaction,
        long id,
        PersonDetails before,
        PersonDetails details
    )
    {
        var (was, now) = (CaredForOf(before), CaredForOf(details));
        if (was == now)
            return;
        var (_, bornIn, municipality) = now;
        await CaredForTable.Save(transaction, await CareSituations.OwnOf(transaction, id), bornIn, municipality);
    }

    private static (string? Called, int? BornIn, string? Municipality) CaredForOf(PersonDetails details) =>
        (details.Called, details.CaredForBorn, details.CaredForMunicipality);

    /// <summary>Gives a caregiver a number that no file is likely to have, so that a later import does not take them
    /// for somebody else.</summary>
    private static async Task GiveNumber(Transaction transaction, long id)
    {
        var free = await FreeCode.OfAsync(
            string.Create(CultureInfo.InvariantCulture, $"N{id}"),
            async code => await CaregiverTable.ByPerson(transaction, code) is not null
        );
        await transaction.Execute($"update caregiver set person = {free} where id = {id}");
    }
}

/// <summary>A caregiver to add.</summary>
/// <param name="Person">The support point's own number; null to assign one.</param>
/// <param name="EnrolledOn">The day of enrolment, on which the first check-in is due.</param>
internal sealed record NewPerson(
    string? Person,
    PersonDetails Details,
    long CoordinatorId,
    CaregiverStatus Status,
    DateOnly EnrolledOn
)
{
    /// <summary>When the next check-in is due, if asked before; null if not.</summary>
    public DateOnly? NextDueOn { get; init; }

    /// <summary>From when to evaluate; null if there is nothing to evaluate yet.</summary>
    public DateTimeOffset? EvaluateAt { get; init; }
}
