using CaregiverSignal.Storage;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>All SQL that gives what somebody worked on to a colleague, across the rooms above.</summary>
public static class RemovalTable
{
    private const string MayGoOn = """
        (caregiver.status <> 'ended'
          or exists (select 1 from signal where signal.caregiver_id = caregiver.id and signal.closed_at is null)
          or exists (select 1 from desk_task where desk_task.caregiver_id = caregiver.id and desk_task.done_at is null))
        """;

    /// <summary>How many people need somebody else: all who take part, and who has stopped and about whom something is still open.</summary>
    public static int CountPeople(Work work, long coordinatorId) => work.One<int>($"""
        select count(*) from caregiver where caregiver.coordinator_id = @coordinatorId and {MayGoOn}
        """, new { coordinatorId });

    /// <summary>Gives all people to a colleague, also those who stopped.</summary>
    /// <returns>How many.</returns>
    public static int MovePeople(Work work, long coordinatorId, long toId) => work.Change("""
        update caregiver set coordinator_id = @toId where coordinator_id = @coordinatorId
        """, new { coordinatorId, toId });

    /// <summary>The red signals of a coordinator's people that nobody has seen are told once more, to whoever has them then.</summary>
    public static void TellAgain(Work work, long coordinatorId) => work.Change("""
        update signal set told_at = null
        where closed_at is null and seen_at is null and level = 'red'
          and caregiver_id in (select id from caregiver where coordinator_id = @coordinatorId)
        """, new { coordinatorId });

    /// <summary>What was passed on to somebody, and had no talk since, is passed on once more.</summary>
    public static void PassOnAgain(Work work, long deputyId, DateOnly today)
    {
        work.Change("""
            update signal set escalate_on = @today
            where closed_at is null and level = 'red' and (escalate_on is null or escalate_on > @today)
              and exists (
                select 1 from action
                where action.signal_id = signal.id and action.kind = 'escalated' and action.coordinator_id = @deputyId
                  and (signal.contacted_at is null or signal.contacted_at < action.at))
            """, new { deputyId, today });
        work.Change("""
            update desk_task set escalated_at = null, escalated_to = null where done_at is null and escalated_to = @deputyId
            """, new { deputyId });
    }

    /// <summary>The open tips somebody took up are the colleague's now; without one they wait for the team again.</summary>
    /// <returns>How many.</returns>
    public static int MoveTips(Work work, long coordinatorId, long? toId, DateOnly today, DateTimeOffset at) => work.Change("""
        update tip set
            taken_up_by = @toId,
            taken_up_at = case when @toId is not null then @at end,
            tell_again_on = case when @toId is null then @today end
        where taken_up_by = @coordinatorId and closed_at is null
        """, new { coordinatorId, toId, today, at });
}
