using Microsoft.ML.OnnxRuntime;

namespace Activities.Onnx;

/// <summary>How this product runs ONNX models: quietly, on few threads, beside a web server.</summary>
public static class OnnxSession
{
    /// <param name="threads">1 runs on the caller's thread, without a pool of its own.</param>
    public static InferenceSession Open(byte[] model, int threads = 1)
    {
        using var options = Settings(threads);
        return new InferenceSession(model, options);
    }

    /// <summary>The caller disposes of the options.</summary>
    public static SessionOptions Settings(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            // Both keep the largest moment of every shape they ever saw. A decoder has another shape at each token, and the machine wants its memory back between two campaigns.
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
        };

        // A spinning pool burns whole cores between two calls: on a small machine that is the web server's time.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }
}
