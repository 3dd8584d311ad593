using System.Diagnostics.Tracing;
using System.Reflection;

namespace CaregiverSignal.Bench;

/// <summary>The methods that this process compiles from now on.</summary>
internal sealed class Compiled : EventListener
{
    private readonly List<nint> methods = [];

    protected override void OnEventSourceCreated(EventSource source)
    {
        const EventKeywords Compiling = (EventKeywords)0x10;
        if (source.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(source, EventLevel.Verbose, Compiling);
    }

    protected override void OnEventWritten(EventWrittenEventArgs compiled)
    {
        if (!compiled.EventName!.StartsWith("MethodLoadVerbose", StringComparison.Ordinal))
            return;
        // Not those made by the program itself.
        const uint Dynamic = 1;
        if (((uint)compiled.Payload![5]! & Dynamic) == 0)
            lock (methods)
                methods.Add((nint)(ulong)compiled.Payload[0]!);
    }

    /// <summary>Those since it was last asked.</summary>
    public IReadOnlyList<MethodBase> Take()
    {
        const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var info = typeof(RuntimeMethodHandle).GetMethod("GetMethodInfo", Hidden)!;
        var kind = typeof(object).GetType();
        var method = kind.GetMethod("GetMethodBase", Hidden, [kind, info.ReturnType])!;
        lock (methods)
        {
            List<nint> taken = [.. methods];
            methods.Clear();
            return
            [
                .. taken.Select(id =>
                    (MethodBase)method.Invoke(null, [null, info.Invoke(RuntimeMethodHandle.FromIntPtr(id), null)])!
                ),
            ];
        }
    }
}
