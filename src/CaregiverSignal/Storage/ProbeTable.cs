namespace CaregiverSignal.Storage;

/// <summary>The SQL that asks whether a store works.</summary>
public static class ProbeTable
{
    /// <summary>A write that changes nothing; it fails when the store cannot be written.</summary>
    public static void Touch(Work work) => work.Change("update commit_mark set mark = mark where id = 1");

    public static string Engine(Work work) => work.One<string>("select sqlite_version()");
}
