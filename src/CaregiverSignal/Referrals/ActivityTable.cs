using CaregiverSignal.Storage;

namespace CaregiverSignal.Referrals;

/// <summary>All SQL on activities of the support point, and on whom it invited to them.</summary>
public static class ActivityTable
{
    /// <summary>The most that a list shows of what is to come, and of what was (our choice).</summary>
    private const int MostListed = 50;

    private const string Columns = "id, name, place, held_on, kind, cancelled_at, goes_on_at";

    private const string IsToHear = """
        exists (
            select 1 from guest_to_hear
            where guest_to_hear.activity_id = activity_guest.activity_id
              and guest_to_hear.caregiver_id = activity_guest.caregiver_id)
        """;

    private const string Expecting = $"""
        select
            caregiver.id, caregiver.coordinator_id, {IsToHear} as is_to_hear,
            exists (select 1 from guest_to_hear where guest_to_hear.caregiver_id = caregiver.id) as hears_any
        from activity_guest join caregiver on caregiver.id = activity_guest.caregiver_id
        """;

    /// <returns>Its id.</returns>
    public static long Add(Transaction transaction, Activity one, long addedBy, DateTimeOffset at) =>
        transaction.One<long>(
            """
            insert into activity (name, place, held_on, kind, added_by, added_at)
            values (@Name, @Place, @HeldOn, @Kind, @addedBy, @at)
            returning id
            """,
            new
            {
                one.Name,
                one.Place,
                one.HeldOn,
                one.Kind,
                addedBy,
                at,
            }
        );

    /// <summary>Changes what an activity is; whom it invited stays.</summary>
    public static void Change(Transaction transaction, Activity one) =>
        transaction.Execute(
            """
            update activity set name = @Name, place = @Place, held_on = @HeldOn, kind = @Kind where id = @Id
            """,
            one
        );

    /// <summary>Removes an activity to which nobody was invited.</summary>
    /// <returns>False when somebody was.</returns>
    public static bool Remove(Transaction transaction, long id) =>
        transaction.Execute(
            """
            delete from activity
            where id = @id and not exists (select 1 from activity_guest where activity_id = @id)
            """,
            new { id }
        ) == 1;

    /// <summary>Says that an activity does not go on; whom it invited stays.</summary>
    /// <returns>False when that was said before, or its day is over.</returns>
    public static bool Cancel(Transaction transaction, long id, DateOnly today, DateTimeOffset at) =>
        transaction.Execute(
            """
            update activity set cancelled_at = @at, goes_on_at = null
            where id = @id and cancelled_at is null and held_on >= @today
            """,
            new
            {
                id,
                today,
                at,
            }
        ) == 1;

    /// <summary>Says that what was cancelled goes on after all.</summary>
    /// <returns>False when nothing was cancelled, or its day is over.</returns>
    public static bool GoOn(Transaction transaction, long id, DateOnly today, DateTimeOffset at) =>
        transaction.Execute(
            """
            update activity set cancelled_at = null, goes_on_at = @at
            where id = @id and cancelled_at is not null and held_on >= @today
            """,
            new
            {
                id,
                today,
                at,
            }
        ) == 1;

    /// <summary>Who may still come to an activity, whoever follows them.</summary>
    public static IReadOnlyList<ExpectedGuest> Expected(Transaction transaction, long activityId) =>
        transaction.All<ExpectedGuest>(
            $"""
            {Expecting} where activity_guest.activity_id = @activityId and activity_guest.step in ('invited', 'comes')
            order by caregiver.id
            """,
            new { activityId }
        );

    /// <summary>One guest, wherever they stand; null when they were not invited.</summary>
    public static ExpectedGuest? Guest(Transaction transaction, long activityId, long caregiverId) =>
        transaction.First<ExpectedGuest>(
            $"{Expecting} where activity_guest.activity_id = @activityId and caregiver.id = @caregiverId",
            new { activityId, caregiverId }
        );

    /// <summary>Somebody told a caregiver how it now is with all to which they may come.</summary>
    public static void Told(Transaction transaction, long caregiverId) =>
        transaction.Execute(
            """
            update activity_guest set heard_cancelled_at = (
                select activity.cancelled_at from activity where activity.id = activity_guest.activity_id)
            where caregiver_id = @caregiverId and step in ('invited', 'comes')
            """,
            new { caregiverId }
        );

    /// <returns>Null when there is none with this id.</returns>
    public static Activity? Get(Transaction transaction, long id) =>
        transaction.First<Activity>($"select {Columns} from activity where id = @id", new { id });

    /// <summary>The activities from a day on, the first one first, <see cref="MostListed"/> at most.</summary>
    public static IReadOnlyList<Activity> From(Transaction transaction, DateOnly day) =>
        transaction.All<Activity>(
            $"""
            select {Columns} from activity where held_on >= @day order by held_on, id limit @most
            """,
            new { day, most = MostListed }
        );

    /// <summary>The activities before a day, the last one first, <see cref="MostListed"/> at most.</summary>
    public static IReadOnlyList<Activity> Before(Transaction transaction, DateOnly day) =>
        transaction.All<Activity>(
            $"""
            select {Columns} from activity where held_on < @day order by held_on desc, id desc limit @most
            """,
            new { day, most = MostListed }
        );

    /// <summary>How many are invited to an activity, whoever follows them.</summary>
    public static int CountGuests(Transaction transaction, long activityId) =>
        transaction.One<int>("select count(*) from activity_guest where activity_id = @activityId", new { activityId });

    /// <summary>Who of some coordinators' caregivers is invited to an activity, by name.</summary>
    public static IReadOnlyList<ActivityGuest> Guests(
        Transaction transaction,
        long activityId,
        IReadOnlyCollection<long> coordinatorIds
    ) =>
        transaction.AllReadable<ActivityGuest>(
            $"""
            select
                caregiver.id, caregiver.person, caregiver.first_name, caregiver.last_name, caregiver.phone,
                activity_guest.step, activity_guest.step_on,
                {IsToHear} and exists (
                    select 1 from staff_task
                    where staff_task.caregiver_id = caregiver.id and staff_task.kind = 'activity'
                      and staff_task.done_at is null) as is_to_call
            from activity_guest join caregiver on caregiver.id = activity_guest.caregiver_id
            where activity_guest.activity_id = @activityId and caregiver.coordinator_id in (@ids)
            order by coalesce(caregiver.first_name, caregiver.person), caregiver.last_name, caregiver.id
            """,
            new { activityId, ids = coordinatorIds }
        );

    /// <summary>To what a caregiver was invited, the first activity first.</summary>
    public static IReadOnlyList<Invited> OfCaregiver(Transaction transaction, long caregiverId) =>
        transaction.All<Invited>(
            """
            select
                activity.id, activity.name, activity.place, activity.held_on, activity.kind, activity.cancelled_at,
                activity.goes_on_at,
                activity_guest.step, activity_guest.step_on, coalesce(coordinator.name, coordinator.email) as "by"
            from activity_guest
                join activity on activity.id = activity_guest.activity_id
                join coordinator on coordinator.id = activity_guest.coordinator_id
            where activity_guest.caregiver_id = @caregiverId
            order by activity.held_on, activity.id
            """,
            new { caregiverId }
        );

    /// <returns>False when they were invited before.</returns>
    public static bool Invite(
        Transaction transaction,
        long activityId,
        long caregiverId,
        DateOnly on,
        long coordinatorId,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            insert into activity_guest (activity_id, caregiver_id, step, step_on, coordinator_id, at)
            values (@activityId, @caregiverId, 'invited', @on, @coordinatorId, @at)
            on conflict (activity_id, caregiver_id) do nothing
            """,
            new
            {
                activityId,
                caregiverId,
                on,
                coordinatorId,
                at,
            }
        ) == 1;

    /// <returns>False when they stood there already, or were not invited.</returns>
    public static bool Take(
        Transaction transaction,
        long activityId,
        long caregiverId,
        ActivityStep step,
        DateOnly on,
        long coordinatorId,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            update activity_guest set step = @step, step_on = @on, coordinator_id = @coordinatorId, at = @at
            where activity_id = @activityId and caregiver_id = @caregiverId and step <> @step
            """,
            new
            {
                activityId,
                caregiverId,
                step,
                on,
                coordinatorId,
                at,
            }
        ) == 1;
}

/// <summary>Something that the support point holds, to which it invites caregivers.</summary>
public record Activity
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Where it is held; empty when nobody said.</summary>
    public string Place { get; init; } = "";

    public DateOnly HeldOn { get; init; }

    public ActivityKind Kind { get; init; }

    /// <summary>When it was said that it does not go on; null while it does.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>When it was said that it goes on after all; null when it was never cancelled, or is again.</summary>
    public DateTimeOffset? GoesOnAt { get; init; }

    public bool IsCancelled => CancelledAt is not null;
}

/// <summary>Somebody who is invited to an activity, and whether they know how it is with it.</summary>
public sealed record ExpectedGuest
{
    public long Id { get; init; }

    public long CoordinatorId { get; init; }

    /// <summary>Whether they are to hear that it does not go on, or does after all.</summary>
    public bool IsToHear { get; init; }

    /// <summary>Whether they are to hear that of any activity.</summary>
    public bool HearsAny { get; init; }
}

/// <summary>An activity to which a caregiver was invited.</summary>
public sealed record Invited : Activity
{
    public ActivityStep Step { get; init; }

    public DateOnly StepOn { get; init; }

    /// <summary>Who noted it, as a name or a mail address.</summary>
    public string By { get; init; } = "";
}

/// <summary>Somebody who is invited to an activity.</summary>
public sealed record ActivityGuest
{
    public long Id { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    /// <summary>Whether somebody still has to say to them that it does not go on, or does after all.</summary>
    public bool IsToCall { get; init; }

    public ActivityStep Step { get; init; }

    public DateOnly StepOn { get; init; }
}
