using System.Globalization;

namespace CaregiverSignal.People;

/// <summary>SQL on who cares in which situation; a situation is a code, and all who have it care for the same
/// person.</summary>
internal static class SituationTable
{
    private const string Care = """
        select
            id, caregiver_id, situation, role, relation, hours_per_week, caring_since, lives_together, condition, is_own,
            called, born_in, municipality, ended, ended_on
        from care_situation left join cared_for using (situation)
        """;

    /// <summary>The care of a <c>caregiver</c> that an <c>about</c> event concerns: that of its situation, or the only
    /// one.</summary>
    public const string OfEvent = """
        (select care.id
         from care_situation as care
         where care.caregiver_id = caregiver.id
           and (care.situation = about.situation or (
               select count(*) from care_situation as each where each.caregiver_id = caregiver.id) = 1)
         order by care.id limit 1)
        """;

    public static Task<bool> Exists(Transaction transaction, string situation) =>
        transaction.One<bool>($"select exists (select 1 from care_situation where situation = {situation})");

    /// <summary>A code that no situation has or had, and that no file is likely to use.</summary>
    public static async Task<string> NewCode(Transaction transaction) =>
        await NewCode(transaction, await transaction.One<long>("select coalesce(max(id), 0) + 1 from care_situation"));

    /// <param name="careId">The care that gives the code its number.</param>
    public static Task<string> NewCode(Transaction transaction, long careId) =>
        FreeCode.OfAsync(
            string.Create(CultureInfo.InvariantCulture, $"S{careId}"),
            async code =>
                await Exists(transaction, code)
                || await transaction.One<bool>($"select exists (select 1 from detail_change where situation = {code})")
        );

    /// <summary>The situations of a caregiver: the first one, and then each further one.</summary>
    public static Task<IReadOnlyList<CareFacts>> Of(Transaction transaction, long caregiverId) =>
        transaction.All<CareFacts>(
            $"""
            {Care:sql}
            where caregiver_id = {caregiverId}
            order by is_own desc, id
            """
        );

    /// <summary>The care in a situation; null for none, and without a situation.</summary>
    public static async Task<CareFacts?> Find(Transaction transaction, long caregiverId, string? situation) =>
        situation is null
            ? null
            : (await Of(transaction, caregiverId)).FirstOrDefault(care => care.Situation == situation);

    /// <summary>The same of several, by caregiver.</summary>
    public static async Task<ILookup<long, CareFacts>> OfEach(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds
    ) =>
        (
            await transaction.All<CareFacts>(
                $"""
                {Care:sql}
                where caregiver_id in ({caregiverIds})
                order by is_own desc, id
                """
            )
        ).ToLookup(care => care.CaregiverId);

    public static Task<IReadOnlyList<CareFacts>> In(Transaction transaction, string situation) =>
        transaction.All<CareFacts>(
            $"""
            {Care:sql}
            where situation = {situation}
            order by caregiver_id
            """
        );

    /// <summary>Sets a caregiver's first situation, and their part in it.</summary>
    /// <returns>False if nothing changed.</returns>
    public static async Task<bool> SetOwn(
        Transaction transaction,
        long caregiverId,
        string? situation,
        CareRole role
    ) =>
        await transaction.Execute(
            $"""
            update care_situation set situation = {situation}, role = {role}
            where caregiver_id = {caregiverId} and is_own = 1
              and (role <> {role} or coalesce(situation, '') <> coalesce({situation}, ''))
            """
        ) == 1;

    public static async Task SaveFurther(Transaction transaction, CareFacts careFacts)
    {
        careFacts = careFacts.With(await PlaceTable.Known(transaction, careFacts.Over(new PersonDetails())));
        await CaredForTable.Save(transaction, careFacts.Situation!, careFacts.BornIn, careFacts.Municipality);
        await transaction.Execute(
            $"""
            insert into care_situation (
                caregiver_id, is_own, situation, role, relation, hours_per_week, caring_since, lives_together,
                condition, called)
            values (
                {careFacts.CaregiverId}, 0, {careFacts.Situation}, {careFacts.Role}, {careFacts.Relation}, {careFacts.HoursPerWeek},
                {careFacts.CaringSince}, {careFacts.LivesTogether}, {careFacts.Condition},
                {careFacts.Called})
            on conflict (caregiver_id, situation) where is_own = 0 do update set
                role = excluded.role, relation = excluded.relation, hours_per_week = excluded.hours_per_week,
                caring_since = excluded.caring_since, lives_together = excluded.lives_together,
                condition = excluded.condition, called = excluded.called
            """
        );
    }

    /// <summary>The care ended, on a day.</summary>
    public static Task End(Transaction transaction, long id, CareEnd ended, DateOnly on) =>
        transaction.Execute($"update care_situation set ended = {ended}, ended_on = {on} where id = {id}");

    /// <summary>The care continues after all.</summary>
    public static Task GoOn(Transaction transaction, long id) =>
        transaction.Execute($"update care_situation set ended = null, ended_on = null where id = {id}");

    /// <summary>The admitted person is cared for at home again.</summary>
    public static Task HomeAgain(Transaction transaction, long caregiverId) =>
        transaction.Execute(
            $"""
            update care_situation set ended = null, ended_on = null
            where caregiver_id = {caregiverId} and ended = 'admission'
            """
        );

    public static Task RemoveFurther(Transaction transaction, long id) =>
        transaction.Execute($"delete from care_situation where id = {id} and is_own = 0");

    /// <summary>Deletes the helpers, and the person cared for, of a situation in which nobody cares any more.</summary>
    public static async Task RemoveEmpty(Transaction transaction, string situation)
    {
        if (await Exists(transaction, situation))
            return;
        await transaction.Execute($"delete from helper where situation = {situation}");
        await transaction.Execute($"delete from cared_for where situation = {situation}");
    }
}
